import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { newId } from '@placard/domain';
import { createQueueClient } from '@placard/queue';
import { eventually, redisForTest, type Service } from '@placard/testing';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { appendLearnableDecisions } from '../learnable-decisions.ts';
import { createMarket, type TestMarket } from '../market.ts';
import { spawnWorker } from '../spawn-worker.ts';

/** Long enough to be stopped in. */
const HYPERPARAMETERS = {
  ...{ embeddingDim: 4, hidden: [16], batchSize: 64, minCount: 1 },
  ...{ epochs: 60, patienceEpochs: 60 },
};

let market: TestMarket;
let dir: string;
beforeAll(async () => {
  market = await createMarket();
  dir = await mkdtemp(path.join(os.tmpdir(), 'worker-torch-'));
  await appendLearnableDecisions(market, 2_000);
});
afterAll(async () => {
  if (dir) await rm(dir, { recursive: true, force: true });
  await market?.drop();
});

/** A run on PyTorch that waits in a queue of its own, and how to start a worker on it. */
async function requestRun(epochs = HYPERPARAMETERS.epochs) {
  const redis = redisForTest();
  onTestFinished(redis.drop);
  const runId = newId('run');
  const hyperparameters = { ...HYPERPARAMETERS, epochs };
  await market.owner.query(
    'insert into training_runs (id, market_id, request) values ($1, $2, $3::jsonb)',
    [runId, market.marketId, JSON.stringify({ engine: 'torch', refit: false, hyperparameters })],
  );
  const queue = createQueueClient({ redisUrl: redis.url, prefix: redis.keyPrefix });
  await queue.enqueue('training', { trainingRunId: runId, marketId: market.marketId });
  await queue.close();
  const startWorker = () => spawnWorker(market, redis, dir);
  const row = async () => {
    const { rows } = await market.owner.query('select * from training_runs where id = $1', [runId]);
    return rows[0];
  };
  const lastStep = async () => (await row()).curve.at(-1)?.step ?? 0;
  return { runId, startWorker, row, lastStep };
}

test('a worker killed over a run on PyTorch: another goes on from the checkpoint, and publishes once', async () => {
  const { runId, startWorker, row, lastStep } = await requestRun();
  let service: Service = await startWorker();
  onTestFinished(() => service.kill());
  await eventually(async () => expect(await lastStep()).toBeGreaterThan(100), {
    timeoutMs: 120_000,
  });
  await service.kill('SIGKILL');
  service = await startWorker();
  const ended = await eventually(
    async () => {
      const now = await row();
      expect([now.status, now.error]).toEqual(['succeeded', null]);
      return now;
    },
    { timeoutMs: 240_000 },
  );
  const log: string[] = ended.log_tail;
  const resumedAt = log.findIndex((line) => line.includes('going on with the rows'));
  const first = log.slice(resumedAt).find((line) => line.startsWith('dcn-v2 epoch'));
  expect(Number(/step (\d+)/.exec(first ?? '')?.[1])).toBeGreaterThan(100);
  const { rows } = await market.owner.query(
    'select id from model_versions where training_run_id = $1',
    [runId],
  );
  expect(rows).toHaveLength(1);
});

test('a run on PyTorch beats while it trains, and stops when somebody cancels it', async () => {
  const { startWorker, row, lastStep, runId } = await requestRun(5_000);
  const service = await startWorker();
  onTestFinished(() => service.kill());
  await eventually(async () => expect(await lastStep()).toBeGreaterThan(0), {
    timeoutMs: 120_000,
  });
  const beat = (await row()).heartbeat_at;
  await eventually(async () =>
    expect((await row()).heartbeat_at.getTime()).toBeGreaterThan(beat.getTime()),
  );
  await market.owner.query('update training_runs set cancel_requested_at = now() where id = $1', [
    runId,
  ]);
  await eventually(async () => expect((await row()).status).toBe('cancelled'), {
    timeoutMs: 60_000,
  });
});
