import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Blobs, createFileBlobs } from '@placard/blobs';
import { decisionExplanationSchema, type FeatureValues } from '@placard/contracts';
import { closeDatabase, connectDatabase, type Database } from '@placard/db';
import { newId, seededRandom, systemClock } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import { createQueueClient, type QueueClient } from '@placard/queue';
import { getExplanations, requestExplanation, type ServiceContext } from '@placard/services';
import { createMemoryStore } from '@placard/store';
import { eventually } from '@placard/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningWorker, startWorker } from '../src/start-worker.ts';
import { systemContext } from '../src/system-context.ts';
import { registerSquareModel } from './known-model.ts';
import { createCampaign, createMarket, decisionRecord, type TestMarket } from './market.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const WEIGHTS = {
  device: { phone: 0.4, desktop: -0.3 },
  country: { de: -0.9, fr: 0.2 },
  os: { linux: 0.1, android: 0.6 },
};
type Weights = typeof WEIGHTS;

let market: TestMarket;
let blobs: Blobs;
let dir: string;
let database: Database;
let queue: QueueClient;
let ctx: ServiceContext;
let worker: RunningWorker;
const store = createMemoryStore();
let modelVersionId: `mdl_${string}`;
let decisionId: string;

/** What the model says, worked out by hand. */
function logitOf(values: FeatureValues, weights: Weights = WEIGHTS): number {
  const sum = Object.entries(weights).reduce(
    (total, [feature, byValue]) =>
      total + ((byValue as Record<string, number>)[String(values[feature])] ?? 0),
    0,
  );
  return sum + sum * sum;
}

beforeAll(async () => {
  market = await createMarket();
  dir = await mkdtemp(path.join(os.tmpdir(), 'worker explain '));
  blobs = createFileBlobs(dir);
  const databaseUrl = market.database.urlAs('worker');
  database = connectDatabase(databaseUrl, { poolSize: 2 });
  queue = createQueueClient({ databaseUrl });
  ctx = systemContext({ database, clock: systemClock, blobs, queue });
  worker = await startWorker({
    ...{ databaseUrl, queue: { databaseUrl }, store, blobs, clock: systemClock },
    ...{ trainingDir: path.join(dir, 'training'), trainingThreads: 1 },
    logger: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    ...{ host: '127.0.0.1', port: 0 },
  });
  modelVersionId = await registerSquareModel(market, blobs, WEIGHTS);
  decisionId = await logDecisions();
});
afterAll(async () => {
  await worker?.close();
  await store.close();
  await queue?.close();
  await closeDatabase(database);
  await rm(dir, { recursive: true, force: true });
  await market.drop();
});

/** Fifty winners as the ad-server logs them; the id of the last. */
async function logDecisions(): Promise<string> {
  const campaign = await createCampaign(market);
  const random = seededRandom(3);
  const startMs = Date.now() - 3_600_000;
  const records = Array.from({ length: 50 }, (_, i) => {
    const record = decisionRecord(market, campaign, { decidedAtMs: startMs + i * 1_000 });
    const features = {
      device: random() < 0.5 ? 'phone' : 'desktop',
      country: random() < 0.5 ? 'de' : 'fr',
      os: random() < 0.5 ? 'linux' : 'android',
      'a-feature-of-the-past': 'x',
    };
    const winner = { ...record.winner!, features, pCtr: 1 / (1 + Math.exp(-logitOf(features))) };
    return { ...record, winner };
  });
  const writer = createEventLogWriter(market.database.urlAs('ingest'));
  await writer.appendDecisions(records);
  await writer.close();
  return records.at(-1)!.id;
}

const rowOf = async (id: string, version: string) =>
  (await getExplanations({ ctx, input: { decisionId: id } })).find(
    (each) => each.modelVersionId === version,
  );

async function explained(id: string, version: `mdl_${string}`) {
  await requestExplanation({ ctx, input: { decisionId: id, modelVersionId: version } });
  const row = await eventually(
    async () => {
      const found = await rowOf(id, version);
      expect({ status: found?.status, error: found?.error }).toEqual({
        status: 'succeeded',
        error: null,
      });
      return found;
    },
    { timeoutMs: 30_000, intervalMs: 50 },
  );
  return decisionExplanationSchema.parse(row?.result);
}

test('SHAP values and their base sum to the logit that the decision was made with, within 1e-4', async () => {
  const { logit, loggedPCtr, shapley, surrogate, backgroundRows } = await explained(
    decisionId,
    modelVersionId,
  );
  const logged = Math.log(loggedPCtr! / (1 - loggedPCtr!));
  const sum = shapley.contributions.reduce((total, { value }) => total + value, shapley.base);
  expect(Math.abs(sum - logged)).toBeLessThan(1e-4);
  expect(Math.abs(logit - logged)).toBeLessThan(1e-4);
  expect(backgroundRows).toBe(49);
  expect(shapley.contributions.map(({ feature }) => feature).sort()).toEqual([
    ...['country', 'device', 'os'],
  ]);
  expect(surrogate.weights).toHaveLength(3);
  expect(surrogate.r2).toBeGreaterThan(0);
  expect(surrogate.r2).toBeLessThanOrEqual(1);
});

test('another version of the market is heard on the same decision, over the same background', async () => {
  const weights = { ...WEIGHTS, country: { de: 0.9, fr: -0.2 } };
  const other = await registerSquareModel(market, blobs, weights);
  const [own, its] = [
    await explained(decisionId, modelVersionId),
    await explained(decisionId, other),
  ];
  expect(its.logit).not.toBeCloseTo(own.logit, 3);
  const country = ({ shapley }: typeof own) =>
    shapley.contributions.find(({ feature }) => feature === 'country')!.value;
  expect(Math.sign(country(its))).toBe(-Math.sign(country(own)));
});

test('what was explained once is not explained again', async () => {
  await explained(decisionId, modelVersionId);
  const before = await rowOf(decisionId, modelVersionId);
  expect(before?.progress).toBeNull();
  await queue.enqueue('explain-decision', { decisionId, modelVersionId });
  await eventually(
    async () => {
      const key = `${decisionId}-${modelVersionId}`;
      expect(await queue.has('explain-decision', key)).toBe(false);
    },
    { timeoutMs: 30_000 },
  );
  expect(await rowOf(decisionId, modelVersionId)).toEqual(before);
});

test('an artefact that is not there fails in words, and may be asked again', async () => {
  const broken = await registerSquareModel(market, blobs, WEIGHTS);
  await market.owner.query(
    `update model_versions set manifest = jsonb_set(manifest, '{model.onnx}', $2::jsonb) where id = $1`,
    [broken, JSON.stringify('ab'.repeat(32))],
  );
  await requestExplanation({ ctx, input: { decisionId, modelVersionId: broken } });
  const failed = await eventually(
    async () => {
      const row = await rowOf(decisionId, broken);
      expect(row?.status).toBe('failed');
      return row;
    },
    { timeoutMs: 30_000 },
  );
  expect(failed?.error).toBeTruthy();
  const whole = await market.owner.query('select manifest from model_versions where id = $1', [
    modelVersionId,
  ]);
  await market.owner.query('update model_versions set manifest = $2 where id = $1', [
    broken,
    whole.rows[0].manifest,
  ]);
  expect((await explained(decisionId, broken)).backgroundRows).toBe(49);
});

test('a decision that is not there, one that showed nothing and a version of another market are refused', async () => {
  const refusal = async (input: { decisionId: string; modelVersionId: `mdl_${string}` }) =>
    requestExplanation({ ctx, input }).then(
      () => 'accepted',
      (error: { code?: string }) => error.code,
    );
  expect(await refusal({ decisionId: 'dec_none', modelVersionId })).toBe('not-found');
  expect(await refusal({ decisionId, modelVersionId: newId('mdl') })).toBe('not-found');
  const writer = createEventLogWriter(market.database.urlAs('ingest'));
  const empty = decisionRecord(market, null);
  await writer.appendDecisions([empty]);
  await writer.close();
  expect(await refusal({ decisionId: empty.id, modelVersionId })).toBe('invalid');
});
