import { ADVISORY_LOCKS } from '@placard/db';
import pg from 'pg';
import type { Logger } from 'pino';
import { pause, supervise } from './supervise.ts';

const RETRY_MS = 500;

/**
 * Runs `work` in one process of all that ask, and in another soon after that one ends. Two may overlap for a
 * moment after a network cut: what they write is idempotent or guarded by its position.
 */
export async function whileLeading(
  url: string,
  work: (signal: AbortSignal) => Promise<void>,
  options: {
    readonly signal: AbortSignal;
    readonly logger: Logger;
    /** Told while another process leads. */
    readonly onStandby?: () => void;
  },
): Promise<void> {
  const { onStandby = () => undefined } = options;
  await supervise('leading', (signal) => leadOnce(url, work, onStandby, signal), options);
}

async function leadOnce(
  url: string,
  work: (signal: AbortSignal) => Promise<void>,
  onStandby: () => void,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    application_name: 'placard leader',
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  const either = AbortSignal.any([signal, lost.signal]);
  await client.connect();
  try {
    while (!either.aborted) {
      const { rows } = await client.query<{ leads: boolean }>(
        'select pg_try_advisory_lock($1) as leads',
        [ADVISORY_LOCKS.consumerLeader],
      );
      if (rows[0]?.leads) {
        await work(either);
        return;
      }
      onStandby();
      await pause(RETRY_MS, either);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}
