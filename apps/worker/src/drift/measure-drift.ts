import { dataProfileSchema, type FeatureValues } from '@placard/contracts';
import { type Clock, DAY_MS } from '@placard/domain';
import { calibrationRatio, logLoss, normalisedEntropy } from '@placard/ranking';
import { featureStability, scoreStability } from '@placard/training';
import type pg from 'pg';

/** A large day is sampled: the index needs no more. */
const MAX_ROWS = 5_000;
/** With fewer rows chance alone looks like drift. */
const MIN_ROWS = 300;
/** Days back that are filled in where nobody measured. */
const DAYS_BACK = 14;

/**
 * Measures each champion's finished days (UTC) that have no report, and the running day anew: how far the logged
 * values have moved from what it learnt from, and how well it predicted what it ranked. Repeating it changes
 * nothing but the running day. Returns how many days were measured.
 */
export async function measureDrift(pool: pg.Pool, clock: Clock): Promise<number> {
  const { rows: champions } = await pool.query(
    `select id, market_id, data_profile, coalesce(promoted_at, created_at) as since
     from model_versions where stage = 'champion' and data_profile is not null order by id`,
  );
  let measured = 0;
  for (const champion of champions) {
    const today = dayOf(clock.nowMs());
    const first = Math.max(champion.since.getTime(), clock.nowMs() - DAYS_BACK * DAY_MS);
    for (let day = dayOf(first); day <= today; day = dayOf(Date.parse(day) + DAY_MS)) {
      if (day !== today && (await hasReport(pool, champion.id, day))) continue;
      if (await measureDay(pool, champion, day, clock.nowMs())) measured += 1;
    }
  }
  return measured;
}

type Champion = { readonly id: string; readonly market_id: string; readonly data_profile: unknown };

async function measureDay(
  pool: pg.Pool,
  champion: Champion,
  day: string,
  nowMs: number,
): Promise<boolean> {
  const rows = await readDay(pool, champion, day);
  if (rows.length < MIN_ROWS) return false;
  const profile = dataProfileSchema.parse(champion.data_profile);
  const psi = featureStability(
    profile,
    rows.map(({ features }) => features),
  );
  const served = rows.filter(({ own }) => own);
  const predictions = served.map(({ p_ctr }) => p_ctr);
  const labels = served.map(({ clicked }) => Number(clicked));
  const clicks = labels.reduce((sum, label) => sum + label, 0);
  const judged = served.length >= MIN_ROWS;
  await pool.query(
    `insert into drift_reports (model_version_id, market_id, day, rows, feature_psi, score_psi, served_rows, clicks,
       log_loss, normalised_entropy, calibration_ratio, computed_at)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10, $11, $12)
     on conflict (model_version_id, day) do update set rows = excluded.rows, feature_psi = excluded.feature_psi,
       score_psi = excluded.score_psi, served_rows = excluded.served_rows, clicks = excluded.clicks,
       log_loss = excluded.log_loss, normalised_entropy = excluded.normalised_entropy,
       calibration_ratio = excluded.calibration_ratio, computed_at = excluded.computed_at`,
    [
      ...[champion.id, champion.market_id, day, rows.length, JSON.stringify(psi)],
      judged ? scoreStability(profile, predictions) : null,
      ...[served.length, clicks],
      judged ? logLoss(predictions, labels) : null,
      judged ? normalisedEntropy(predictions, labels) : null,
      judged ? calibrationRatio(predictions, labels) : null,
      new Date(nowMs),
    ],
  );
  return true;
}

type Row = { features: FeatureValues; p_ctr: number; own: boolean; clicked: boolean };

/**
 * Rendered decisions of the market on that day, spread by id; of a large day only some are looked at. Rates are the
 * model's own: what outcomes have corrected since would hide that it drifts.
 */
async function readDay(pool: pg.Pool, champion: Champion, day: string): Promise<Row[]> {
  const { rows: counted } = await pool.query<{ count: number }>(
    `select count(*)::int as count from decisions
     where market_id = $1 and decided_at >= $2 and decided_at < $3`,
    [champion.market_id, startOf(day), endOf(day)],
  );
  const oneIn = Math.max(1, Math.floor((counted[0]?.count ?? 0) / (4 * MAX_ROWS)));
  const { rows } = await pool.query<Row>(
    `with shown as (
       select d.id, d.features, coalesce((d.online ->> 'modelPCtr')::float8, d.p_ctr) as p_ctr,
         d.predictor ->> 'modelVersionId' is not distinct from $1 as own,
         bool_or(e.kind = 'click') as clicked
       from decisions d join events e on e.decision_id = d.id
       where d.market_id = $2 and d.decided_at >= $3 and d.decided_at < $4
         and mod(hashtext(d.id)::bigint + 2147483648, $5) = 0 and d.features is not null and not coalesce(d.house, false)
         and e.ivt is null and e.kind in ('impression', 'click')
       group by d.id
     )
     select features, p_ctr, own, clicked from shown order by hashtext(id) limit ${MAX_ROWS}`,
    [champion.id, champion.market_id, startOf(day), endOf(day), oneIn],
  );
  return rows;
}

async function hasReport(pool: pg.Pool, modelVersionId: string, day: string): Promise<boolean> {
  // A report made on its own day saw only part of it.
  const { rowCount } = await pool.query(
    'select 1 from drift_reports where model_version_id = $1 and day = $2 and computed_at >= $3',
    [modelVersionId, day, endOf(day)],
  );
  return rowCount === 1;
}

function startOf(day: string): Date {
  return new Date(day);
}

function endOf(day: string): Date {
  return new Date(Date.parse(day) + DAY_MS);
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
