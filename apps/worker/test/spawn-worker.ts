import { fileURLToPath } from 'node:url';
import { type redisForTest, spawnService } from '@placard/testing';
import type { TestMarket } from './market.ts';

/** A worker in a process of its own, which a test can kill. */
export function spawnWorker(
  market: TestMarket,
  redis: ReturnType<typeof redisForTest>,
  blobsDir: string,
  env: Readonly<Record<string, string>> = {},
) {
  return spawnService({
    entry: fileURLToPath(new URL('./worker-to-kill.ts', import.meta.url)),
    portVariable: 'PLACARD_WORKER_PORT',
    env: {
      DATABASE_URL_WORKER: market.database.urlAs('worker'),
      REDIS_URL: redis.url,
      PLACARD_BLOBS_DIR: blobsDir,
      PLACARD_QUEUE_PREFIX: redis.keyPrefix,
      ...env,
    },
  });
}
