import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import { systemClock } from '@placard/domain';
import { createRedisStore } from '@placard/store';
import { pino } from 'pino';
import { readEnv } from '../src/env.ts';
import { startWorker } from '../src/start-worker.ts';

// src/main.ts in a corner of a Redis that tests share, and quick to take over.
const env = readEnv();
const prefix = process.env.PLACARD_QUEUE_PREFIX ?? '';
const clickWait = process.env.PLACARD_TEST_CLICK_WAIT_MS;
const redisUrl = env.redisUrl ?? '';
await startWorker({
  databaseUrl: env.databaseUrl,
  queue: { redisUrl, prefix },
  store: await createRedisStore({ url: redisUrl, keyPrefix: prefix, commandTimeoutMs: 5_000 }),
  blobs: createFileBlobs(env.blobsDir),
  trainingDir: path.join(env.blobsDir, 'training'),
  trainingThreads: 1,
  clock: systemClock,
  logger: pino({ level: 'warn' }),
  host: env.host,
  port: env.port,
  takeoverMs: 2_000,
  ...(clickWait && { clickWaitMs: Number(clickWait) }),
});
