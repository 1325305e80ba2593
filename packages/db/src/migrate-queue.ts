import type pg from 'pg';

/** Where the job queue keeps its tables when it runs without Redis. */
export const QUEUE_SCHEMA = 'bullmq';

/** The queue's own migrations, run by the owner: no role of ours may create a schema. */
export async function migrateQueue(owner: pg.Client): Promise<void> {
  // Loaded here: what bundles this package never migrates, and should not carry the queue with it.
  const { runMigrations } = await import('bullmq');
  await runMigrations(owner, QUEUE_SCHEMA);
  const roles = 'placard_worker, placard_admin';
  await owner.query(`grant usage on schema ${QUEUE_SCHEMA} to ${roles}`);
  await owner.query(`grant all on all tables in schema ${QUEUE_SCHEMA} to ${roles}`);
  await owner.query(`grant usage on all sequences in schema ${QUEUE_SCHEMA} to ${roles}`);
}
