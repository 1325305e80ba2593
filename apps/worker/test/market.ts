import type { DecisionRecord, EventRecord, TokenKind } from '@placard/contracts';
import { newId } from '@placard/domain';
import { createTestDatabase, type TestDatabase } from '@placard/testing';
import pg from 'pg';

export type TestMarket = {
  readonly database: TestDatabase;
  /** Sees behind row-level security. */
  readonly owner: pg.Pool;
  readonly marketId: string;
  readonly advertiserOrganizationId: string;
  readonly publisherOrganizationId: string;
  readonly advertiserId: string;
  readonly publisherId: string;
  readonly propertyId: string;
  readonly placementId: string;
  readonly drop: () => Promise<void>;
};

/** A database with one advertiser (wallet as given), one publisher with a placement, and no campaign. */
export async function createMarket(walletMicros = 1_000_000_000): Promise<TestMarket> {
  const database = await createTestDatabase();
  const owner = new pg.Pool({ connectionString: database.url, max: 4 });
  owner.on('error', () => undefined);
  const ids = {
    marketId: newId('mkt'),
    advertiserOrganizationId: newId('org'),
    publisherOrganizationId: newId('org'),
    advertiserId: newId('adv'),
    publisherId: newId('pub'),
    propertyId: newId('prp'),
    placementId: newId('plc'),
  };
  const run = (text: string, values: unknown[]) => owner.query(text, values);
  await run("insert into organizations (id, name) values ($1, 'Advertisers'), ($2, 'Publishers')", [
    ids.advertiserOrganizationId,
    ids.publisherOrganizationId,
  ]);
  await run("insert into markets (id, name, is_default) values ($1, 'Market', true)", [
    ids.marketId,
  ]);
  await run("insert into advertisers (id, organization_id, name) values ($1, $2, 'Acme')", [
    ids.advertiserId,
    ids.advertiserOrganizationId,
  ]);
  await run("insert into publishers (id, organization_id, name) values ($1, $2, 'Daily')", [
    ids.publisherId,
    ids.publisherOrganizationId,
  ]);
  await run(
    "insert into properties (id, organization_id, publisher_id, name) values ($1, $2, $3, 'Site')",
    [ids.propertyId, ids.publisherOrganizationId, ids.publisherId],
  );
  await run(
    `insert into placements (id, organization_id, property_id, market_id, name, formats, width, height)
     values ($1, $2, $3, $4, 'Top', '{image,text}', 300, 250)`,
    [ids.placementId, ids.publisherOrganizationId, ids.propertyId, ids.marketId],
  );
  const market = {
    ...ids,
    database,
    owner,
    drop: async () => {
      await owner.end();
      await database.drop();
    },
  };
  await topUp(market, walletMicros);
  return market;
}

export async function topUp(market: TestMarket, amountMicros: number): Promise<void> {
  await market.owner.query(
    `with accounts as (
       insert into ledger_accounts (id, kind, owner_id, currency, organization_id, balance_micros)
       values ($1, 'wallet', $2, 'USD', $3, $5), ($4, 'funding', $2, 'USD', null, -$5::bigint)
       on conflict (kind, owner_id, currency)
         do update set balance_micros = ledger_accounts.balance_micros + excluded.balance_micros
       returning id, balance_micros, kind
     ),
     moved as (insert into ledger_transactions (id, kind) values ($6, 'top-up'))
     insert into ledger_entries (transaction_id, account_id, amount_micros, kind)
     select $6, id, case kind when 'wallet' then $5::bigint else -$5::bigint end, 'top-up' from accounts`,
    [
      newId('acc'),
      market.advertiserId,
      market.advertiserOrganizationId,
      newId('acc'),
      amountMicros,
      newId('ltx'),
    ],
  );
}

export type TestCampaign = { campaignId: string; adGroupId: string; adId: string };

/** An active campaign with one approved text ad. */
export async function createCampaign(
  market: TestMarket,
  budgets: { dailyMicros?: number; totalMicros?: number | null } = {},
): Promise<TestCampaign> {
  const { dailyMicros = 100_000_000, totalMicros = null } = budgets;
  const organizationId = market.advertiserOrganizationId;
  const ids = { campaignId: newId('cmp'), adGroupId: newId('agr'), adId: newId('ad') };
  const creativeId = newId('cre');
  const run = (text: string, values: unknown[]) => market.owner.query(text, values);
  await run(
    `insert into campaigns (id, organization_id, advertiser_id, market_id, name, status, starts_at,
       daily_budget_micros, total_budget_micros)
     values ($1, $2, $3, $4, 'Spring', 'active', '2020-01-01', $5, $6)`,
    [
      ids.campaignId,
      organizationId,
      market.advertiserId,
      market.marketId,
      dailyMicros,
      totalMicros,
    ],
  );
  await run(
    `insert into ad_groups (id, organization_id, campaign_id, name, pricing, bid_micros)
     values ($1, $2, $3, 'Everyone', 'cpc', 500000)`,
    [ids.adGroupId, organizationId, ids.campaignId],
  );
  await run(
    "insert into creatives (id, organization_id, advertiser_id, name, format) values ($1, $2, $3, 'Text', 'text')",
    [creativeId, organizationId, market.advertiserId],
  );
  await run(
    `insert into creative_versions (id, organization_id, creative_id, version, width, height, landing_url,
       headline, review_status)
     values ($1, $2, $3, 1, 300, 250, 'https://acme.example/', 'Buy', 'approved')`,
    [newId('crv'), organizationId, creativeId],
  );
  await run(
    "insert into ads (id, organization_id, ad_group_id, creative_id, categories) values ($1, $2, $3, $4, '{music}')",
    [ids.adId, organizationId, ids.adGroupId, creativeId],
  );
  return ids;
}

/** A token event of the campaign's ad, ready to append. */
export function adEvent(
  market: TestMarket,
  campaign: TestCampaign,
  kind: TokenKind,
  overrides: Partial<EventRecord> & { chargeMicros?: number; decidedAtMs?: number } = {},
): EventRecord {
  const { chargeMicros = 0, decidedAtMs = Date.now(), ...rest } = overrides;
  const decisionId = newId('dec');
  return {
    id: newId('evt'),
    kind,
    dedupeKey: `${decisionId}:${kind}`,
    occurredAtMs: decidedAtMs,
    marketId: market.marketId,
    viewerKey: 'viewer-1',
    publisherOrganizationId: market.publisherOrganizationId,
    propertyId: market.propertyId,
    placementId: market.placementId,
    decision: {
      decisionId,
      advertiserOrganizationId: market.advertiserOrganizationId,
      advertiserId: market.advertiserId,
      ...campaign,
      chargeMicros,
      publisherShareBps: 7_000,
      decidedAtMs,
    },
    itemId: null,
    categories: ['music'],
    quantity: null,
    value: null,
    ivt: null,
    ...rest,
  };
}

export function decisionRecord(
  market: TestMarket,
  campaign: TestCampaign | null,
  overrides: Partial<DecisionRecord> = {},
): DecisionRecord {
  return {
    id: newId('dec'),
    requestId: newId('req'),
    decidedAtMs: Date.now(),
    marketId: market.marketId,
    publisherOrganizationId: market.publisherOrganizationId,
    propertyId: market.propertyId,
    placementId: market.placementId,
    slotId: 'top',
    viewerKey: 'viewer-1',
    snapshotRevision: 'test',
    predictor: { kind: 'posterior-mean' },
    noFill: campaign ? null : 'no-eligible-ads',
    winner: campaign && {
      advertiserOrganizationId: market.advertiserOrganizationId,
      advertiserId: market.advertiserId,
      ...campaign,
      creativeVersionId: 'crv_test',
      itemId: null,
      pricing: 'cpc',
      bidMicros: 500_000,
      clearingPriceMicros: 250_000,
      eCpmMicros: 5_000,
      pCtr: 0.02,
      pCvr: 0,
      propensity: 1,
      propensityEstimated: false,
      explored: false,
      house: false,
      features: {},
    },
    runnersUp: [],
    funnel: [],
    latencyUs: 500,
    ...overrides,
  };
}
