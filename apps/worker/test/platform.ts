import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runAdServer } from '@placard/ad-server';
import { type Blobs, createFileBlobs } from '@placard/blobs';
import { closeDatabase, connectDatabase } from '@placard/db';
import { seededRandom, systemClock } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import { createQueueClient, type QueueClient } from '@placard/queue';
import type { ServiceContext } from '@placard/services';
import type { Store } from '@placard/store';
import { eventually } from '@placard/testing';
import { pino } from 'pino';
import { expect } from 'vitest';
import { startWorker } from '../src/start-worker.ts';
import { systemContext } from '../src/system-context.ts';
import type { TestMarket } from './market.ts';

export type TestPlatform = {
  readonly blobs: Blobs;
  readonly ctx: ServiceContext;
  readonly queue: QueueClient;
  /** From a browser on the publisher's page; what is answered with 200. */
  readonly post: (address: string, body: object) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** A worker and an ad-server over a market and a store; `before` runs between the database and them. */
export async function startPlatform(
  market: TestMarket,
  store: Store,
  options: {
    readonly clickWaitMs?: number;
    readonly before?: (platform: Pick<TestPlatform, 'blobs' | 'ctx'>) => Promise<void>;
  } = {},
): Promise<TestPlatform> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'worker platform '));
  const blobs = createFileBlobs(dir);
  const databaseUrl = market.database.urlAs('worker');
  const database = connectDatabase(databaseUrl, { poolSize: 2 });
  const queue = createQueueClient({ databaseUrl });
  const ctx = systemContext({ database, clock: systemClock, blobs, queue });
  await options.before?.({ blobs, ctx });
  const eventSink = createEventLogWriter(market.database.urlAs('ingest'));
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const common = { blobs, clock: systemClock, logger, host: '127.0.0.1', port: 0 };
  const worker = await startWorker({
    ...{ ...common, databaseUrl, queue: { databaseUrl }, store },
    ...{ trainingDir: path.join(dir, 'training'), trainingThreads: 1 },
    ...(options.clickWaitMs !== undefined && { clickWaitMs: options.clickWaitMs }),
  });
  const adServer = await runAdServer({
    ...{ ...common, hotState: store, snapshotPointer: store.snapshotPointer, eventSink },
    ...{ random: seededRandom(5), secret: 'a secret of thirty-two characters' },
    publicUrl: 'http://127.0.0.1',
  });
  return {
    ...{ blobs, ctx, queue },
    post: (address, body) => postAsBrowser(adServer.url + address, body),
    close: async () => {
      await adServer.close();
      await eventSink.close();
      await worker.close();
      await store.close();
      await queue.close();
      await closeDatabase(database);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A machine with other work may have too much to do for a moment, and then says so: asked again. */
function postAsBrowser(url: string, body: object): Promise<unknown> {
  return eventually(
    async () => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: 'https://daily.example',
          'user-agent':
            'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
        },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(200);
      return response.json();
    },
    { timeoutMs: 20_000, intervalMs: 50 },
  );
}
