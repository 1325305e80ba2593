import type { CountedArm } from '@placard/training';
import type pg from 'pg';

type ArmRow = Record<
  'decisions' | 'errors' | 'viewers' | 'n' | 'y' | 'nn' | 'ny' | 'yy' | 'predicted' | 'latency',
  number
> & { readonly arm: 'canary' | 'control' };

const NOTHING: Omit<ArmRow, 'arm'> = {
  ...{ decisions: 0, errors: 0, viewers: 0, n: 0, y: 0, nn: 0, ny: 0, yy: 0 },
  ...{ predicted: 0, latency: 0 },
};

/**
 * Counts both arms of a canary from durable decisions and events. A decision is an error of the canary's arm
 * when something else ranked it. Outcomes count of decisions made before `clicksUntilMs`, by viewer; who has
 * no key is a viewer of one request. House ads and invalid traffic are left out. What was predicted is what the
 * version itself said: outcomes that correct it meanwhile would hide a bad one.
 */
export async function readArms(
  pool: pg.Pool,
  experimentId: string,
  modelVersionId: string,
  clicksUntilMs: number,
): Promise<{ canary: CountedArm; control: CountedArm }> {
  const { rows } = await pool.query<ArmRow>(
    `with decided as (
       select id, experiment ->> 'arm' as arm, coalesce(viewer_key, request_id) as viewer, latency_us,
         coalesce((online ->> 'modelPCtr')::float8, p_ctr) as p_ctr,
         experiment ->> 'arm' = 'canary' and predictor ->> 'modelVersionId' is distinct from $2 as is_error,
         decided_at <= to_timestamp($3 / 1000.0) as counts
       from decisions
       where experiment ->> 'experimentId' = $1 and not coalesce(house, false)
     ),
     outcomes as (
       select e.decision_id, bool_or(e.kind = 'click') as clicked
       from events e join decided d on d.id = e.decision_id
       where d.counts and e.ivt is null and e.kind in ('impression', 'click')
       group by e.decision_id
     ),
     by_viewer as (
       select d.arm, d.viewer, count(o.decision_id) as n, count(*) filter (where o.clicked) as y,
         sum(d.p_ctr) filter (where o.decision_id is not null) as predicted
       from decided d left join outcomes o on o.decision_id = d.id
       group by d.arm, d.viewer
     ),
     outcome_sums as (
       select arm, count(*) filter (where n > 0) as viewers, sum(n) as n, sum(y) as y, sum(n * n) as nn,
         sum(n * y) as ny, sum(y * y) as yy, coalesce(sum(predicted), 0) as predicted
       from by_viewer group by arm
     ),
     decision_sums as (
       select arm, count(*) as decisions, count(*) filter (where is_error) as errors,
         percentile_disc(0.95) within group (order by latency_us) as latency
       from decided group by arm
     )
     select arm, decisions::float8, errors::float8, latency::float8, viewers::float8, n::float8, y::float8,
       nn::float8, ny::float8, yy::float8, predicted::float8
     from decision_sums join outcome_sums using (arm)`,
    [experimentId, modelVersionId, clicksUntilMs],
  );
  const armOf = (arm: ArmRow['arm']) =>
    countedArm(rows.find((row) => row.arm === arm) ?? { arm, ...NOTHING });
  return { canary: armOf('canary'), control: armOf('control') };
}

function countedArm({ decisions, errors, latency, predicted, ...rest }: ArmRow): CountedArm {
  const { viewers, n, y, nn, ny, yy } = rest;
  return {
    ...{ decisions, errors, viewers, impressions: n, clicks: y, predictedClicks: predicted },
    latencyP95Us: decisions > 0 ? latency : null,
    sums: { viewers, n, y, nn, ny, yy },
  };
}
