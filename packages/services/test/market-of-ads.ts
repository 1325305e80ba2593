import type { Database } from '@placard/db';
import { sql } from 'drizzle-orm';

/**
 * Fills a database with one advertiser's market of `ads` ads, ten an ad group and a hundred a campaign, three
 * rules an ad group: set-based, so that a hundred thousand take seconds. `worker` is the worker role.
 */
export async function fillMarket(worker: Database, ads: number): Promise<void> {
  const run = (text: string) => worker.execute(sql.raw(text));
  const series = (count: number) => `generate_series(0, ${Math.ceil(count) - 1}) i`;
  await run(`insert into organizations (id, name) values ('org_bulk', 'Bulk')`);
  await run(`insert into markets (id, name, is_default) values ('mkt_bulk', 'Bulk', true)`);
  await run(`insert into advertisers (id, organization_id, name, time_zone)
    values ('adv_bulk', 'org_bulk', 'Bulk', 'Europe/Berlin')`);
  await run(`insert into campaigns (id, organization_id, advertiser_id, market_id, name, status, starts_at, daily_budget_micros)
    select 'cmp_' || i, 'org_bulk', 'adv_bulk', 'mkt_bulk', 'Campaign ' || i, 'active', now() - interval '1 day', 5000000
    from ${series(ads / 100)}`);
  await run(`insert into ad_groups (id, organization_id, campaign_id, name, pricing, bid_micros, cap_impressions, cap_window_ms)
    select 'agr_' || i, 'org_bulk', 'cmp_' || i / 10, 'Group ' || i, 'cpc', 500000, 3, 86400000 from ${series(ads / 10)}`);
  await run(`insert into targeting_rules (id, organization_id, ad_group_id, attribute, mode, values)
    select 'tgt_' || i, 'org_bulk', 'agr_' || i / 3, (array['country', 'device', 'category'])[1 + i % 3]::targeting_attribute,
      'include', array['de', 'us', 'phone', 'news'] from ${series((ads / 10) * 3)}`);
  await run(`insert into items (id, organization_id, advertiser_id, external_id, title, categories)
    select 'itm_' || i, 'org_bulk', 'adv_bulk', 'sku-' || i, 'Item ' || i, array['news', 'sport'] from ${series(ads)}`);
  await run(`insert into creatives (id, organization_id, advertiser_id, name, format)
    select 'cre_' || i, 'org_bulk', 'adv_bulk', 'Creative ' || i, 'native' from ${series(ads)}`);
  await run(`insert into creative_versions (id, organization_id, creative_id, version, width, height, headline, landing_url, review_status)
    select 'crv_' || i, 'org_bulk', 'cre_' || i, 1, 300, 250, 'Headline ' || i, 'https://shop.example/' || i, 'approved' from ${series(ads)}`);
  await run(`insert into ads (id, organization_id, ad_group_id, creative_id, item_id, categories)
    select 'ad_' || i, 'org_bulk', 'agr_' || i / 10, 'cre_' || i, 'itm_' || i, array['deals'] from ${series(ads)}`);
}
