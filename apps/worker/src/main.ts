import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import { systemClock } from '@placard/domain';
import { createRedisStore } from '@placard/store';
import { pino } from 'pino';
import { readEnv } from './env.ts';
import { startWorker } from './start-worker.ts';

const env = readEnv();
if (!env.redisUrl) {
  throw new Error('REDIS_URL is not set: without Redis run src/single-process.ts instead');
}
const logger = pino({ name: 'worker' });
// Nobody waits for the worker: a slow Redis is better than a batch done again.
const store = await createRedisStore({ url: env.redisUrl, commandTimeoutMs: 5_000 });
const worker = await startWorker({
  databaseUrl: env.databaseUrl,
  queue: { redisUrl: env.redisUrl },
  store,
  blobs: createFileBlobs(env.blobsDir),
  encodersDir: env.encodersDir,
  trainingDir: path.join(env.blobsDir, 'training'),
  trainingThreads: env.trainingThreads,
  trainingRunner: env.trainingRunner,
  clock: systemClock,
  logger,
  host: env.host,
  port: env.port,
});
logger.info({ url: worker.url }, 'the worker runs');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await worker.close();
    await store.close();
  });
}
