import { setTimeout as delay } from 'node:timers/promises';
import type { LogPosition } from '@placard/contracts';
import { closeDatabase, connectDatabase } from '@placard/db';
import { compareLogPositions } from '@placard/ranking';
import { createRedisStore } from '@placard/store';
import { sql } from 'drizzle-orm';
import type { PlatformEnv } from './platform-env.ts';

/** How a program that has just sent events knows when the platform has taken them in. */
export type CaughtUp = {
  /** Resolves once every event that is durable now is in the profiles that decisions read. */
  profiles(): Promise<void>;
  /** Resolves once profiles, ledger and rollups have all of them, durably. */
  everything(): Promise<void>;
  close(): Promise<void>;
};

const PATIENCE_MS = 60_000;
const CONSUMERS = ['profiles', 'ledger', 'rollups'];

/** Without Redis `profiles` waits as long as `everything`: the memory of another process cannot be seen. */
export async function createCaughtUp(env: PlatformEnv): Promise<CaughtUp> {
  const database = connectDatabase(env.databaseUrls.worker, { poolSize: 2 });
  const store = env.redisUrl
    ? await createRedisStore({ url: env.redisUrl, commandTimeoutMs: PATIENCE_MS })
    : null;

  const lastEvent = async (): Promise<LogPosition | null> => {
    const { rows } = await database.execute<LogPosition>(
      sql`select xid::text as xid, seq::text as seq from events order by events.xid desc, events.seq desc limit 1`,
    );
    return rows[0] ?? null;
  };
  const reach = async (
    pollMs: number,
    what: string,
    hasReached: (position: LogPosition) => Promise<boolean>,
  ): Promise<void> => {
    const target = await lastEvent();
    if (!target) return;
    const startedMs = performance.now();
    while (!(await hasReached(target))) {
      if (performance.now() - startedMs > PATIENCE_MS) {
        throw new Error(`${what} did not take in its events within ${PATIENCE_MS / 1000} s`);
      }
      await delay(pollMs);
    }
  };
  const everything = () =>
    reach(100, 'the worker', async (target) => {
      const { rows } = await database.execute<LogPosition & { name: string }>(
        sql`select name, xid, seq from event_consumers`,
      );
      return CONSUMERS.every((name) =>
        rows.some((row) => row.name === name && compareLogPositions(row, target) >= 0),
      );
    });
  return {
    everything,
    profiles: store
      ? () =>
          reach(1, 'the profile consumer', async (target) => {
            const position = await store.consumerPosition('profiles');
            return position !== null && compareLogPositions(position, target) >= 0;
          })
      : everything,
    close: async () => {
      await Promise.all([closeDatabase(database), store?.close()]);
    },
  };
}
