import { type ShadowReport, shadowReportSchema } from '@placard/contracts';
import type pg from 'pg';

/** What a shadow said beside what served and what came of it, from durable decisions and events. */
export async function readShadow(
  pool: pg.Pool,
  experimentId: string,
  { clicksUntilMs, nowMs }: { readonly clicksUntilMs: number; readonly nowMs: number },
): Promise<ShadowReport> {
  const { rows } = await pool.query<{ report: Record<string, unknown> }>(
    `with scored as (
       select id, (shadow ->> 'pCtr')::float8 as p, (shadow ->> 'servedPCtr')::float8 as served,
         (shadow ->> 'sameTop')::boolean as same_top, (shadow ->> 'latencyUs')::int as latency_us,
         decided_at <= to_timestamp($2 / 1000.0) as counts
       from decisions where shadow ->> 'experimentId' = $1
     ),
     outcomes as (
       select e.decision_id, bool_or(e.kind = 'click') as clicked
       from events e join scored s on s.id = e.decision_id
       where s.counts and e.ivt is null and e.kind in ('impression', 'click')
       group by e.decision_id
     ),
     shown as (
       select p, served, clicked, least(greatest(p, 1e-12), 1 - 1e-12) as own,
         least(greatest(served, 1e-12), 1 - 1e-12) as other
       from scored join outcomes on decision_id = id
     )
     select (
       select jsonb_build_object('decisions', count(*), 'agreement', avg(same_top::int), 'meanPCtr', avg(p),
         'meanServedPCtr', avg(served), 'latencyP95Us', percentile_disc(0.95) within group (order by latency_us))
       from scored
     ) || (
       select jsonb_build_object('impressions', count(*), 'clicks', count(*) filter (where clicked),
         'calibrationRatio', sum(p) / nullif(count(*) filter (where clicked), 0),
         'servedCalibrationRatio', sum(served) / nullif(count(*) filter (where clicked), 0),
         'logLoss', avg(-ln(case when clicked then own else 1 - own end)),
         'servedLogLoss', avg(-ln(case when clicked then other else 1 - other end)))
       from shown
     ) as report`,
    [experimentId, clicksUntilMs],
  );
  return shadowReportSchema.parse({ ...rows[0]?.report, evaluatedAtMs: nowMs });
}
