import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import { type SearchTrial, searchTrialSchema, type TrainingRequest } from '@placard/contracts';
import { newId, systemClock } from '@placard/domain';
import { createQueueClient } from '@placard/queue';
import { createMemoryStore } from '@placard/store';
import { eventually } from '@placard/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startWorker } from '../src/start-worker.ts';
import { appendLearnableDecisions } from './learnable-decisions.ts';
import { createMarket, type TestMarket } from './market.ts';

// A training process takes seconds to start on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let market: TestMarket;
let dir: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  market = await createMarket();
  dir = await mkdtemp(path.join(os.tmpdir(), 'worker search '));
  await appendLearnableDecisions(market, 1_500);
  const databaseUrl = market.database.urlAs('worker');
  const store = createMemoryStore();
  const worker = await startWorker({
    ...{ databaseUrl, queue: { databaseUrl }, store, clock: systemClock },
    ...{ blobs: createFileBlobs(dir), trainingDir: path.join(dir, 'training') },
    trainingThreads: 2,
    logger: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    ...{ host: '127.0.0.1', port: 0 },
  });
  const queue = createQueueClient({ databaseUrl });
  closing.push(queue.close, worker.close, () => store.close());
});
afterAll(async () => {
  for (const close of closing) await close();
  await rm(dir, { recursive: true, force: true });
  await market.drop();
});

const SEARCH: Partial<TrainingRequest> = {
  ...{ modelKind: 'logistic-regression', seed: 5 },
  hyperparameters: { epochs: 8, batchSize: 64, minCount: 1 },
  search: {
    trials: 3,
    minutes: null,
    space: {
      // The first of them learns nothing in so few steps; the third trial draws the other.
      embeddingLearningRate: { kind: 'choice', values: [1e-7, 0.1] },
      l2: { kind: 'number', low: 1e-8, high: 1e-5, log: true },
    },
  },
};

async function searchEnds(request: Partial<TrainingRequest>, known: SearchTrial[] = []) {
  const runId = newId('run');
  await market.owner.query(
    'insert into training_runs (id, market_id, request, trials) values ($1, $2, $3::jsonb, $4::jsonb)',
    [runId, market.marketId, JSON.stringify(request), JSON.stringify(known)],
  );
  const queue = createQueueClient({ databaseUrl: market.database.urlAs('worker') });
  await queue.enqueue('training', { trainingRunId: runId, marketId: market.marketId });
  await queue.close();
  const run = await eventually(
    async () => {
      const { rows } = await market.owner.query('select * from training_runs where id = $1', [
        runId,
      ]);
      expect(rows[0]).toMatchObject({ status: 'succeeded', error: null });
      return rows[0];
    },
    { timeoutMs: 120_000, intervalMs: 200 },
  );
  return { run, trials: searchTrialSchema.array().parse(run.trials) };
}

test('a search keeps the better settings, ends the others early and registers no model', async () => {
  const { run, trials } = await searchEnds(SEARCH);
  expect(trials.map(({ state }) => state).toSorted()).toEqual(['finished', 'pruned', 'pruned']);
  const best = trials.find(({ state }) => state === 'finished');
  expect(best?.losses).toHaveLength(3);
  const firsts = trials.map(({ losses }) => losses[0] ?? Infinity);
  expect(best?.losses[0]).toBe(Math.min(...firsts));
  expect(new Set(trials.map(({ settings }) => settings.embeddingLearningRate)).size).toBe(2);
  expect(best?.settings.embeddingLearningRate).toBe(0.1);
  expect(run.message).toContain(`is ${best?.losses.at(-1)?.toFixed(5)}`);
  expect(run.log_tail.join('\n')).toContain('after at most 3 epochs');
  const { rows } = await market.owner.query('select id from model_versions');
  expect(rows).toEqual([]);
  expect(await readdir(path.join(dir, 'training'))).toEqual([]);

  // What its row knew before a worker died is not trained again: the same seed tries the same settings.
  const again = await searchEnds(SEARCH, trials);
  expect(again.trials).toEqual(trials);
  expect(again.run.log_tail.join('\n')).not.toContain('after at most');
});

test('a search whose time is over ends with what it knows', async () => {
  const { search } = SEARCH;
  const { run, trials } = await searchEnds({
    ...SEARCH,
    ...(search && { search: { ...search, minutes: 0.0001 } }),
  });
  expect(trials.every(({ state }) => state === 'stopped')).toBe(true);
  expect(run.message).toContain('none was trained to its end');
});
