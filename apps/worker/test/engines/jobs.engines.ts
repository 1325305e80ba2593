import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import { artefactManifestSchema, modelCardSchema } from '@placard/contracts';
import { newId, systemClock } from '@placard/domain';
import { createQueueClient } from '@placard/queue';
import { createMemoryStore } from '@placard/store';
import { eventually } from '@placard/testing';
import { type RunnerSettings, runnerSettingsSchema } from '@placard/training';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorker } from '../../src/start-worker.ts';
import { appendLearnableDecisions } from '../learnable-decisions.ts';
import { createMarket, type TestMarket } from '../market.ts';

/** Largest difference of any embedding value: CUDA adds up in other orders and may round to TF32. */
const TOLERANCE = { torch: 1e-3, cuda: 2e-2 };

const kind = process.env.PLACARD_TESTED_ENGINES === 'cuda' ? 'cuda' : 'torch';
const HYPERPARAMETERS = { embeddingDim: 4, hidden: [16], epochs: 2, batchSize: 64, minCount: 1 };
const ON_CPU = runnerSettingsSchema.parse({ kind: 'process' });
const TESTED: readonly { engine: 'ort' | 'torch'; runner: RunnerSettings }[] =
  kind === 'cuda'
    ? (['ort', 'torch'] as const).map((engine) => ({ engine, runner: settings({ gpus: 1 }) }))
    : [{ engine: 'torch', runner: settings({ ranks: 2 }) }];

function settings(of: { gpus?: number; ranks?: number }): RunnerSettings {
  return runnerSettingsSchema.parse({ kind: 'process', ...of });
}

let market: TestMarket;
let dir: string;
let reference: Float32Array;

beforeAll(async () => {
  if (kind === 'cuda') requireGpu();
  market = await createMarket();
  dir = await mkdtemp(path.join(os.tmpdir(), 'worker-engines-'));
  await appendLearnableDecisions(market, 2_000);
  ({ tables: reference } = await train('ort', ON_CPU));
});
afterAll(async () => {
  if (dir) await rm(dir, { recursive: true, force: true });
  await market?.drop();
});

function requireGpu(): void {
  try {
    execFileSync('nvidia-smi', ['--list-gpus'], { stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    throw new Error('there is no CUDA GPU here (nvidia-smi finds none): nothing was tested');
  }
}

/** A job through queue and worker; the tables of the version that it registered. */
async function train(engine: 'ort' | 'torch', runner: RunnerSettings) {
  const databaseUrl = market.database.urlAs('worker');
  const blobs = createFileBlobs(dir);
  const store = createMemoryStore();
  const worker = await startWorker({
    databaseUrl,
    queue: { databaseUrl },
    store,
    blobs,
    trainingDir: path.join(dir, 'training'),
    trainingThreads: 1,
    trainingRunner: runner,
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    host: '127.0.0.1',
    port: 0,
  });
  const queue = createQueueClient({ databaseUrl });
  try {
    const runId = newId('run');
    const request = { engine, refit: false, hyperparameters: HYPERPARAMETERS };
    await market.owner.query(
      'insert into training_runs (id, market_id, request) values ($1, $2, $3::jsonb)',
      [runId, market.marketId, JSON.stringify(request)],
    );
    await queue.enqueue('training', { trainingRunId: runId, marketId: market.marketId });
    const run = await eventually(
      async () => {
        const { rows } = await market.owner.query('select * from training_runs where id = $1', [
          runId,
        ]);
        expect({ status: rows[0].status, error: rows[0].error }).toEqual({
          status: 'succeeded',
          error: null,
        });
        return rows[0];
      },
      { timeoutMs: 240_000, intervalMs: 200 },
    );
    const { rows } = await market.owner.query(
      'select * from model_versions where training_run_id = $1',
      [runId],
    );
    const bytes = await blobs.get(artefactManifestSchema.parse(rows[0].manifest)['tables.bin']);
    return {
      run,
      card: modelCardSchema.parse(rows[0].card),
      tables: new Float32Array(Uint8Array.from(bytes).buffer),
    };
  } finally {
    await queue.close();
    await worker.close();
    await store.close();
  }
}

test.each(TESTED)(
  'a job on $engine with $runner reaches the weights of the processor',
  async (tested) => {
    const runner = runnerSettingsSchema.parse(tested.runner);
    const { run, card, tables } = await train(tested.engine, runner);
    expect(card.engine).toBe(tested.engine);
    expect(run.curve.length).toBeGreaterThan(0);
    expect(run.log_tail.join('\n')).toMatch(/dcn-v2 epoch/);
    expect(tables.length).toBe(reference.length);
    const worst = tables.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - reference[i]!)),
      0,
    );
    console.log(tested.engine, 'largest difference', worst);
    expect(worst).toBeLessThan(TOLERANCE[kind]);
  },
);
