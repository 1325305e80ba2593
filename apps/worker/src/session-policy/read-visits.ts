import type { FeatureValues } from '@placard/contracts';
import { MINUTE_MS } from '@placard/domain';
import type { Visit, VisitStep } from '@placard/training';
import type pg from 'pg';

/** Showings of a viewer further apart belong to two visits: the usual gap of web sessions. */
const GAP_MS = 30 * MINUTE_MS;
/** The newest, of a large market. */
const MOST_PAGES = 200_000;

type Page = {
  readonly viewer_key: string;
  readonly at_ms: number;
  readonly ad_id: string;
  readonly features: FeatureValues;
  readonly earns: number;
};

/**
 * The visits of a market that have ended by `nowMs`, in the order they began: the page views of a viewer with no half
 * hour between them, each with the ad shown first on it, the values of its decision, and the revenue expected of all
 * ads shown on it. Decisions of before visits were logged are left out.
 */
export async function readVisits(pool: pg.Pool, marketId: string, nowMs: number): Promise<Visit[]> {
  const { rows } = await pool.query<Page>(
    `with shown as (
       select d.id, d.request_id, d.slot_id, d.viewer_key, d.decided_at, d.ad_id, d.features, d.ecpm_micros
       from decisions d
       where d.market_id = $1 and d.viewer_key is not null and d.ad_id is not null
         and not coalesce(d.house, false) and d.features ? 'visit-depth'
         and exists (select 1 from events e where e.decision_id = d.id
           and e.kind in ('impression', 'click') and e.ivt is null)
     ),
     pages as (
       select distinct on (request_id) request_id, viewer_key, decided_at, ad_id, features,
         sum(ecpm_micros) over (partition by request_id) / 1000 as earns
       from shown order by request_id, slot_id
     )
     select viewer_key, (extract(epoch from decided_at) * 1000)::float8 as at_ms, ad_id, features, earns
     from pages order by decided_at desc limit ${MOST_PAGES}`,
    [marketId],
  );
  const open = new Map<string, { steps: VisitStep[]; startMs: number; lastMs: number }>();
  const visits: { steps: VisitStep[]; startMs: number; lastMs: number }[] = [];
  for (const { viewer_key, at_ms, ad_id, features, earns } of rows.reverse()) {
    const step: VisitStep = { adId: ad_id, values: features, reward: earns };
    const under = open.get(viewer_key);
    if (under && at_ms - under.lastMs <= GAP_MS) {
      under.steps.push(step);
      under.lastMs = at_ms;
      continue;
    }
    const visit = { steps: [step], startMs: at_ms, lastMs: at_ms };
    open.set(viewer_key, visit);
    visits.push(visit);
  }
  return visits.filter(({ lastMs }) => nowMs - lastMs > GAP_MS).map(({ steps }) => steps);
}
