import type { QueueClient } from '@placard/queue';
import type pg from 'pg';

/** Enqueues explanations that were asked for and have no job. Returns how many. */
export async function requeueExplanations(pool: pg.Pool, queue: QueueClient): Promise<number> {
  const { rows } = await pool.query<{ decision_id: string; model_version_id: string }>(
    `select decision_id, model_version_id from decision_explanations
     where status in ('queued', 'running') and created_at < now() - interval '15 seconds'
     order by created_at limit 100`,
  );
  for (const { decision_id: decisionId, model_version_id: modelVersionId } of rows) {
    // A job that waits or runs under the same key is the same job.
    await queue.enqueue('explain-decision', { decisionId, modelVersionId });
  }
  return rows.length;
}
