import { DAY_MS, MINUTE_MS } from '@placard/domain';
import type pg from 'pg';

/** How long a market waits after its n-th failure in a row: minutes that double, a day at the most. */
export function retryAfterMs(failures: number): number {
  return Math.min(MINUTE_MS * 2 ** (failures - 1), DAY_MS);
}

const LEARNER = 'retrieval';

/** Writes down that a market could not learn, why, and when it is tried again. Answers how often in a row it failed. */
export async function noteFailure(
  pool: pg.Pool,
  marketId: string,
  error: unknown,
  nowMs: number,
): Promise<{ readonly failures: number; readonly retryAtMs: number }> {
  const { rows } = await pool.query<{ failures: number }>(
    `select failures from learning_failures where market_id = $1 and learner = '${LEARNER}'`,
    [marketId],
  );
  const failures = (rows[0]?.failures ?? 0) + 1;
  const retryAtMs = nowMs + retryAfterMs(failures);
  const reason = error instanceof Error ? error.message : String(error);
  await pool.query(
    `insert into learning_failures (market_id, learner, failures, error, failed_at, retry_at)
     values ($1, '${LEARNER}', $2, $3, $4, $5)
     on conflict (market_id, learner) do update set failures = excluded.failures,
       error = excluded.error, failed_at = excluded.failed_at, retry_at = excluded.retry_at`,
    [marketId, failures, reason.slice(0, 2_000), new Date(nowMs), new Date(retryAtMs)],
  );
  return { failures, retryAtMs };
}

export async function forgetFailures(pool: pg.Pool, marketId: string): Promise<void> {
  await pool.query(
    `delete from learning_failures where market_id = $1 and learner = '${LEARNER}'`,
    [marketId],
  );
}
