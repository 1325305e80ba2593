import type { QueueClient } from '@placard/queue';
import type pg from 'pg';

/**
 * Enqueues runs that have no job: their enqueueing failed after the row was written, or the queue's store was
 * lost. Returns how many.
 */
export async function requeueOrphans(pool: pg.Pool, queue: QueueClient): Promise<number> {
  const { rows } = await pool.query<{ id: string; market_id: string }>(
    `select id, market_id from training_runs
     where status not in ('succeeded', 'failed', 'cancelled')
       and created_at < now() - interval '15 seconds'
       and (heartbeat_at is null or heartbeat_at < now() - interval '60 seconds')
     order by created_at limit 100`,
  );
  let count = 0;
  for (const { id, market_id } of rows) {
    if (await queue.has('training', id)) continue;
    await queue.enqueue('training', { trainingRunId: id, marketId: market_id });
    count++;
  }
  return count;
}
