import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import {
  ARTEFACT_FILES,
  artefactManifestSchema,
  dataProfileSchema,
  gateResultSchema,
  lineageSchema,
  modelCardSchema,
  type TrainingRequest,
} from '@placard/contracts';
import { newId, systemClock } from '@placard/domain';
import { createQueueClient } from '@placard/queue';
import { loadScorer } from '@placard/ranking';
import { createMemoryStore } from '@placard/store';
import { eventually, redisForTest, type Service } from '@placard/testing';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startWorker } from '../src/start-worker.ts';
import { fetchSource } from '../src/training/fetch-source.ts';
import { appendLearnableDecisions } from './learnable-decisions.ts';
import { createMarket, type TestMarket } from './market.ts';
import { spawnWorker } from './spawn-worker.ts';

// A training process takes seconds to start on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let market: TestMarket;
let dir: string;
let phoneAdId: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  market = await createMarket();
  dir = await mkdtemp(path.join(os.tmpdir(), 'worker training '));
  const [phoneCampaign] = await appendLearnableDecisions(market, 4_000);
  phoneAdId = phoneCampaign?.adId ?? '';
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
  await market.drop();
});

const database = () => market.database.urlAs('worker');

async function inProcessWorker() {
  const store = createMemoryStore();
  const worker = await startWorker({
    databaseUrl: database(),
    queue: { databaseUrl: database() },
    store,
    blobs: createFileBlobs(dir),
    trainingDir: path.join(dir, 'training'),
    trainingThreads: 1,
    clock: systemClock,
    logger: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    host: '127.0.0.1',
    port: 0,
  });
  closing.push(() => store.close(), worker.close);
  return worker;
}

async function requestRun(request: Partial<TrainingRequest> = {}): Promise<string> {
  const runId = newId('run');
  await market.owner.query(
    'insert into training_runs (id, market_id, request) values ($1, $2, $3::jsonb)',
    [runId, market.marketId, JSON.stringify(request)],
  );
  return runId;
}

async function enqueue(
  runId: string,
  connection = { databaseUrl: database() } as Parameters<typeof createQueueClient>[0],
) {
  const queue = createQueueClient(connection);
  closing.push(queue.close);
  await queue.enqueue('training', { trainingRunId: runId, marketId: market.marketId });
}

const runRow = async (runId: string) =>
  (await market.owner.query('select * from training_runs where id = $1', [runId])).rows[0];
const versionsOf = async (runId: string) =>
  (await market.owner.query('select * from model_versions where training_run_id = $1', [runId]))
    .rows;
const statusBecomes = (runId: string, status: string) =>
  eventually(
    async () => {
      const row = await runRow(runId);
      expect({ status: row.status, error: row.error }).toEqual({ status, error: null });
      return row;
    },
    { timeoutMs: 120_000, intervalMs: 200 },
  );

const SMALL = {
  embeddingDim: 4,
  hidden: [16],
  epochs: 12,
  batchSize: 64,
  minCount: 1,
  learningRate: 0.01,
  embeddingLearningRate: 0.1,
};
/** Long enough to be caught in the act. */
const ENDLESS = { ...SMALL, epochs: 100_000, patienceEpochs: 100_000 };

test('a run exports, trains, registers a model that loads and knows what it saw, and promotes it', async () => {
  const worker = await inProcessWorker();
  const runId = await requestRun({ hyperparameters: SMALL, promoteIfBetter: true });
  await enqueue(runId);
  const row = await statusBecomes(runId, 'succeeded');
  expect(row.progress).toBe(1);
  expect(row.curve.length).toBeGreaterThan(0);
  expect(row.log_tail.join('\n')).toContain('a-feature-of-the-past');

  const [version, ...others] = await versionsOf(runId);
  expect(others).toEqual([]);
  const card = modelCardSchema.parse(version.card);
  expect(card.rows.train + card.rows.validation + card.rows.test).toBe(3_600);
  expect(card.metrics.logLoss).toBeLessThan(card.baselines.popularity?.logLoss ?? 0);
  const gates = gateResultSchema.array().parse(version.gates);
  expect(gates.map(({ gate, verdict }) => [gate, verdict])).toEqual([
    ['quality', 'pass'],
    ['calibration', 'pass'],
    ['golden', 'pass'],
    ['latency', 'pass'],
    ['size', 'pass'],
    ['fairness', 'not-applicable'],
  ]);
  expect(row.log_tail.join('\n')).toMatch(/gate calibration: pass, predicted\/observed/);
  expect(lineageSchema.parse(version.lineage)).toMatchObject({
    trainingRunId: runId,
    seed: 1,
    engine: 'ort',
    parentVersionId: null,
    codeVersion: expect.stringMatching(/^[0-9a-f]{12}(-dirty)?$|^v\d/),
  });
  const profile = dataProfileSchema.parse(version.data_profile);
  expect(Object.keys(profile.features)).toContain('device');
  const manifest = artefactManifestSchema.parse(version.manifest);
  const blobs = createFileBlobs(dir);
  const files = await Promise.all(
    ARTEFACT_FILES.map(async (file) => [file, await blobs.get(manifest[file])]),
  );
  const scorer = await loadScorer(version.id, Object.fromEntries(files));
  const pair = (device: string) => ({ ad: phoneAdId, device, country: 'fr', hour: 7 });
  const [phone, desktop] = await scorer.score([pair('phone'), pair('desktop')]);
  expect(phone?.pCtr).toBeGreaterThan((desktop?.pCtr ?? 1) * 2);
  await scorer.dispose();

  expect(version.stage).toBe('champion');
  await eventually(async () => {
    const health = (await (await fetch(`${worker.url}/health`)).json()) as {
      snapshotRevision: string;
    };
    const bytes = await blobs.get(health.snapshotRevision);
    expect(new TextDecoder().decode(bytes)).toContain(version.id);
  });
  expect(await readdir(path.join(dir, 'training'))).toEqual([]);
});

test('a run may start from the champion, and is told plainly of a version that is not there', async () => {
  await inProcessWorker();
  const [champion] = (
    await market.owner.query(
      "select id from model_versions where market_id = $1 and stage = 'champion'",
      [market.marketId],
    )
  ).rows;
  const runId = await requestRun({ hyperparameters: SMALL, warmStartFrom: champion.id });
  await enqueue(runId);
  const row = await statusBecomes(runId, 'succeeded');
  expect(row.log_tail.join('\n')).toContain(`starting from ${champion.id}, of this market`);
  const fresh = await runRow(
    (
      await market.owner.query('select training_run_id from model_versions where id = $1', [
        champion.id,
      ])
    ).rows[0].training_run_id,
  );
  // Before its first step it knows what the champion learnt: that took the champion an epoch and more.
  expect(row.curve[0].step).toBe(0);
  expect(row.curve[0].validationLogLoss).toBeLessThan(fresh.curve[0].validationLogLoss);
  const missing = { marketId: market.marketId, modelVersionId: 'mdl_missing', folder: dir };
  await expect(
    fetchSource({ pool: market.owner, blobs: createFileBlobs(dir) }, missing),
  ).rejects.toThrow('no model version mdl_missing to start from');
});

test('a job that is delivered again after its run ended makes no second model', async () => {
  await inProcessWorker();
  const { rows } = await market.owner.query(
    "select id from training_runs where status = 'succeeded' limit 1",
  );
  await enqueue(rows[0].id);
  const queue = createQueueClient({ databaseUrl: database() });
  closing.push(queue.close);
  await eventually(async () => expect(await queue.has('training', rows[0].id)).toBe(false));
  expect(await versionsOf(rows[0].id)).toHaveLength(1);
});

test('a run can be cancelled while it trains', async () => {
  await inProcessWorker();
  const runId = await requestRun({ hyperparameters: ENDLESS });
  await enqueue(runId);
  await eventually(async () => expect((await runRow(runId)).curve.length).toBeGreaterThan(0), {
    timeoutMs: 60_000,
  });
  await market.owner.query('update training_runs set cancel_requested_at = now() where id = $1', [
    runId,
  ]);
  const row = await statusBecomes(runId, 'cancelled');
  expect(row.finished_at).not.toBeNull();
  expect(await versionsOf(runId)).toEqual([]);
});

test('a run that cannot succeed fails with the reason', async () => {
  await inProcessWorker();
  const runId = await requestRun({ fromMs: Date.now() + 86_400_000 });
  await enqueue(runId);
  const row = await eventually(
    async () => {
      const now = await runRow(runId);
      expect(now.status).toBe('failed');
      return now;
    },
    { timeoutMs: 30_000 },
  );
  expect(row.error).toContain('nothing to learn from');
});

test('a run without a job is found and trained, into a model of histories if it asks for one', async () => {
  const runId = await requestRun({ modelKind: 'din', hyperparameters: { ...SMALL, epochs: 3 } });
  await market.owner.query(
    "update training_runs set created_at = now() - interval '1 minute' where id = $1",
    [runId],
  );
  await inProcessWorker();
  await statusBecomes(runId, 'succeeded');
  const [version] = await versionsOf(runId);
  const manifest = artefactManifestSchema.parse(version.manifest);
  const blobs = createFileBlobs(dir);
  const files = await Promise.all(
    ARTEFACT_FILES.map(async (file) => [file, await blobs.get(manifest[file])]),
  );
  const scorer = await loadScorer(version.id, Object.fromEntries(files));
  expect(scorer.modelKind).toBe('din');
  expect(scorer.map.sequences?.map(({ feature, table }) => [feature, table])).toEqual([
    ['viewer-clicked-ads', 'ad'],
  ]);
  await scorer.dispose();
});

test('killed workers: the run goes on from its checkpoint, and one model is published', async () => {
  const redis = redisForTest();
  closing.push(redis.drop);
  const start = () => spawnWorker(market, redis, dir);
  // Enough work to be killed in twice.
  const runId = await requestRun({ hyperparameters: { ...SMALL, epochs: 40, patienceEpochs: 40 } });
  await enqueue(runId, { redisUrl: redis.url, prefix: redis.keyPrefix });
  const lastStep = async () => (await runRow(runId)).curve.at(-1)?.step ?? 0;
  let service: Service | undefined;
  closing.push(() => service?.kill() ?? Promise.resolve());
  for (let killed = 0; killed < 2; killed++) {
    const before = await lastStep();
    service = await start();
    await eventually(async () => expect(await lastStep()).toBeGreaterThan(before), {
      timeoutMs: 120_000,
    });
    await service.kill('SIGKILL');
  }
  service = await start();
  const row = await statusBecomes(runId, 'succeeded');
  expect(await versionsOf(runId)).toHaveLength(1);
  const steps: number[] = row.curve.map((point: { step: number }) => point.step);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(row.log_tail.filter((line: string) => line.includes('going on with')).length).toBe(2);
});
