import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Blobs, createFileBlobs } from '@placard/blobs';
import { closeDatabase, connectDatabase } from '@placard/db';
import { systemClock } from '@placard/domain';
import { createEventLogReader, createEventLogWriter } from '@placard/event-log';
import { createMemoryStore, createRedisStore, type Store } from '@placard/store';
import { redisForTest } from '@placard/testing';
import { pino } from 'pino';
import type { WorkerState } from '../src/health.ts';
import { runConsumers } from '../src/run-consumers.ts';
import type { TestMarket } from './market.ts';

export type TestStore = { readonly store: Store; readonly drop: () => Promise<void> };

/** Both stores that a worker may write to. */
export const stores = {
  memory: async (): Promise<TestStore> => {
    const store = createMemoryStore();
    return { store, drop: () => store.close() };
  },
  redis: async (): Promise<TestStore> => {
    const redis = redisForTest();
    const store = await createRedisStore({
      url: redis.url,
      keyPrefix: redis.keyPrefix,
      commandTimeoutMs: 5_000,
    });
    return {
      store,
      drop: async () => {
        await store.close();
        await redis.drop();
      },
    };
  },
};

/** The consumers of one worker over `store`, with a writer that stands for the ad-servers. */
export async function startConsumers(market: TestMarket, store: Store, known?: Blobs) {
  const databaseUrl = market.database.urlAs('worker');
  const database = connectDatabase(databaseUrl);
  const reader = createEventLogReader(databaseUrl);
  const writer = createEventLogWriter(market.database.urlAs('ingest'));
  const blobsDir = await mkdtemp(path.join(os.tmpdir(), 'worker blobs '));
  const blobs = known ?? createFileBlobs(blobsDir);
  const state: WorkerState = {
    role: 'starting',
    profilesReady: false,
    snapshotRevision: null,
    snapshotBuiltAtMs: null,
  };
  const stop = new AbortController();
  const running = runConsumers(
    {
      database,
      databaseUrl,
      reader,
      store,
      blobs,
      clock: systemClock,
      logger: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
      state,
    },
    stop.signal,
  );
  return {
    database,
    reader,
    writer,
    blobs,
    state,
    stop: async ({ keepBlobs = false } = {}) => {
      stop.abort();
      await running;
      await writer.close();
      await reader.close();
      await closeDatabase(database);
      if (!keepBlobs) await rm(blobsDir, { recursive: true });
    },
  };
}
