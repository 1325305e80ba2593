import type { LogPosition } from '@placard/contracts';
import { type AdStatsDelta, type Counts, NO_COUNTS } from '@placard/ranking';
import type { HotStateWriter, RenderedImpression } from '@placard/serving';
import type pg from 'pg';
import { readProfiles } from './durable-profiles.ts';

/** Brings an empty or outdated hot state to the durable `position`; the log after it is folded as usual. */
export async function rebuildHotState(
  pool: pg.Pool,
  hotState: HotStateWriter,
  position: LogPosition,
): Promise<{ profiles: number }> {
  let profiles = 0;
  for await (const page of readProfiles(pool)) {
    await hotState.writeViewerProfiles(page);
    profiles += page.length;
  }
  const { rows: markets } = await pool.query<{ id: string }>('select id from markets');
  for (const { id } of markets) {
    const since = (await hotState.readAdStats(id)).lastPosition ?? { xid: '0', seq: '0' };
    const delta = await countedSince(pool, id, since, position);
    if (delta) await hotState.addAdStats(delta);
  }
  for await (const impressions of recentImpressions(pool)) {
    await hotState.confirmImpressions(impressions);
  }
  return { profiles };
}

type CountRow = {
  key_kind: 'market' | 'ad' | 'category';
  key: string;
  impressions: number;
  clicks: number;
  conversions: number;
};

/** What the market's events in (`since`, `upTo`] add to its counters; null when there are none. */
async function countedSince(
  pool: pg.Pool,
  marketId: string,
  since: LogPosition,
  upTo: LogPosition,
): Promise<AdStatsDelta | null> {
  const { rows } = await pool.query<CountRow>(
    `with counted as (
       select kind, ad_id, categories from events
       where market_id = $1 and (xid, seq) > ($2::xid8, $3::bigint)
         and (xid, seq) <= ($4::xid8, $5::bigint)
         and ad_id is not null and ivt is null and kind in ('impression', 'click', 'conversion')
     ),
     keyed as (
       select 'market' as key_kind, '' as key, kind from counted
       union all select 'ad', ad_id, kind from counted
       union all select 'category', category, kind from counted, unnest(categories) as category
     )
     select key_kind, key, count(*) filter (where kind = 'impression')::int as impressions,
       count(*) filter (where kind = 'click')::int as clicks,
       count(*) filter (where kind = 'conversion')::int as conversions
     from keyed group by 1, 2`,
    [marketId, since.xid, since.seq, upTo.xid, upTo.seq],
  );
  if (rows.length === 0) return null;
  const of = (kind: CountRow['key_kind']) =>
    new Map<string, Counts>(
      rows
        .filter((row) => row.key_kind === kind)
        .map(({ key, impressions, clicks, conversions }) => [
          key,
          { impressions, clicks, conversions },
        ]),
    );
  return {
    marketId,
    upTo,
    market: of('market').get('') ?? NO_COUNTS,
    byAd: of('ad'),
    byCategory: of('category'),
  };
}

type ImpressionRow = {
  xid: string;
  seq: string;
  decision_id: string;
  market_id: string;
  viewer_key: string;
  ad_group_id: string;
  occurred_at: Date;
  cap_window_ms: string;
};

const PAGE = 5_000;

/** Impressions that still count against a frequency cap. */
async function* recentImpressions(pool: pg.Pool): AsyncGenerator<RenderedImpression[]> {
  let last = { xid: '0', seq: '0' };
  for (;;) {
    const { rows } = await pool.query<ImpressionRow>(
      `select e.xid::text, e.seq::text, e.decision_id, e.market_id, e.viewer_key, e.ad_group_id,
         e.occurred_at, g.cap_window_ms
       from events e
       join ad_groups g on g.id = e.ad_group_id
       where e.kind = 'impression' and e.viewer_key is not null and e.ivt is null
         and g.cap_window_ms is not null
         and e.occurred_at > now() - g.cap_window_ms * interval '1 millisecond'
         and (e.xid, e.seq) > ($1::xid8, $2::bigint)
       order by e.xid, e.seq limit ${PAGE}`,
      [last.xid, last.seq],
    );
    const end = rows.at(-1);
    if (!end) return;
    yield rows.map((row) => ({
      decisionId: row.decision_id,
      marketId: row.market_id,
      viewerKey: row.viewer_key,
      adGroupId: row.ad_group_id,
      occurredAtMs: row.occurred_at.getTime(),
      capWindowMs: Number(row.cap_window_ms),
    }));
    last = end;
  }
}
