import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { redisForTest, spawnService } from '@placard/testing';
import { expect, test } from 'vitest';
import { createMarket } from './market.ts';

test('the worker starts, tells each consumer its lag, and ends when told, leaving its work flushed', async () => {
  const market = await createMarket();
  const dir = await mkdtemp(path.join(os.tmpdir(), 'worker main '));
  // A database of Redis to itself: the process has no prefix of its own to give its keys.
  const redisUrl = new URL(redisForTest().url);
  redisUrl.pathname = '/12';
  const worker = await spawnService({
    entry: path.resolve(import.meta.dirname, '../src/main.ts'),
    portVariable: 'PLACARD_WORKER_PORT',
    timeoutMs: 60_000,
    env: {
      DATABASE_URL_WORKER: market.database.urlAs('worker'),
      REDIS_URL: redisUrl.href,
      PLACARD_BLOBS_DIR: dir,
    },
  });
  const health = await (await fetch(`${worker.url}/health`)).json();
  expect(health).toMatchObject({
    status: 'ready',
    role: 'leading',
    consumers: { profiles: { events: 0 }, ledger: { events: 0 }, rollups: { events: 0 } },
  });
  expect((await fetch(`${worker.url}/elsewhere`)).status).toBe(404);
  await worker.kill('SIGTERM');
  expect(worker.output()).not.toMatch(/"level":(50|60)/);
  await market.drop();
  await rm(dir, { recursive: true });
}, 120_000);
