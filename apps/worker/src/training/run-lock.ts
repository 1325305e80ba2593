import pg from 'pg';
import { pause } from '../consumers/supervise.ts';

/**
 * Holds a market for one training run over all workers; waits for its turn. Answers undefined when `signal`
 * aborts first. The lock ends with the connection, so a killed worker frees it.
 */
export async function lockMarket(
  url: string,
  marketId: string,
  signal: AbortSignal,
): Promise<{ release: () => Promise<void> } | undefined> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    application_name: 'placard training',
  });
  client.on('error', () => undefined);
  await client.connect();
  const release = () => client.end().catch(() => undefined);
  try {
    while (!signal.aborted) {
      const { rows } = await client.query<{ mine: boolean }>(
        "select pg_try_advisory_lock(hashtextextended('training ' || $1, 0)) as mine",
        [marketId],
      );
      if (rows[0]?.mine) return { release };
      await pause(500, signal);
    }
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  return undefined;
}
