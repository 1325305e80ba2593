import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runAdServer } from '@placard/ad-server';
import { createFileBlobs } from '@placard/blobs';
import {
  artefactManifestSchema,
  decisionResponseSchema,
  gateResultSchema,
  modelCardSchema,
} from '@placard/contracts';
import { newId, seededRandom, systemClock } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
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
let adServerUrl: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  market = await createMarket();
  dir = await mkdtemp(path.join(os.tmpdir(), 'int8 '));
  await appendLearnableDecisions(market, 4_000);
  await market.owner.query('update placements set floor_ecpm_micros = 1');
  const databaseUrl = market.database.urlAs('worker');
  const blobs = createFileBlobs(dir);
  const store = createMemoryStore();
  const eventSink = createEventLogWriter(market.database.urlAs('ingest'));
  const logger = pino({ level: 'silent' });
  const common = { blobs, clock: systemClock, logger, host: '127.0.0.1', port: 0 };
  const worker = await startWorker({
    ...{ ...common, databaseUrl, queue: { databaseUrl }, store },
    ...{ trainingDir: path.join(dir, 'training'), trainingThreads: 1 },
  });
  const server = await runAdServer({
    ...{ ...common, hotState: store, snapshotPointer: store.snapshotPointer, eventSink },
    ...{ random: seededRandom(5), secret: 'a secret of thirty-two characters' },
    publicUrl: 'http://127.0.0.1',
  });
  adServerUrl = server.url;
  closing.push(server.close, eventSink.close, worker.close, store.close);
});
afterAll(async () => {
  for (const close of closing) await close();
  await rm(dir, { recursive: true, force: true });
  await market.drop();
});

test('a model in eight bits is trained, judged by every gate in eight bits, promoted, and decides', async () => {
  const runId = newId('run');
  const request = {
    promoteIfBetter: true,
    hyperparameters: {
      ...{ precision: 'int8', embeddingDim: 8, hidden: [64], epochs: 12, batchSize: 64 },
      ...{ minCount: 1, learningRate: 0.01, embeddingLearningRate: 0.1 },
    },
  };
  await market.owner.query(
    'insert into training_runs (id, market_id, request) values ($1, $2, $3::jsonb)',
    [runId, market.marketId, JSON.stringify(request)],
  );
  const queue = createQueueClient({ databaseUrl: market.database.urlAs('worker') });
  closing.push(queue.close);
  await queue.enqueue('training', { trainingRunId: runId, marketId: market.marketId });
  const version = await eventually(
    async () => {
      const { rows } = await market.owner.query(
        `select r.status, r.error, v.* from training_runs r
         left join model_versions v on v.training_run_id = r.id where r.id = $1`,
        [runId],
      );
      const { status, error } = rows[0];
      expect({ status, error }).toEqual({ status: 'succeeded', error: null });
      return rows[0];
    },
    { timeoutMs: 120_000, intervalMs: 200 },
  );
  expect(modelCardSchema.parse(version.card).hyperparameters.precision).toBe('int8');
  const gates = gateResultSchema.array().parse(version.gates);
  const verdicts = new Map(gates.map(({ gate, verdict }) => [gate, verdict]));
  for (const gate of ['quality', 'calibration', 'golden', 'latency', 'size'] as const) {
    expect([gate, verdicts.get(gate)]).toEqual([gate, 'pass']);
  }
  expect(version.stage).toBe('champion');
  const manifest = artefactManifestSchema.parse(version.manifest);
  const graph = await createFileBlobs(dir).get(manifest['model.onnx']);
  expect(Buffer.from(graph).includes('MatMulInteger')).toBe(true);

  await eventually(
    async () => {
      const response = await fetch(`${adServerUrl}/v1/decisions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: 'https://daily.example',
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
        },
        body: JSON.stringify({
          opportunities: [{ slotId: 'top', placementId: market.placementId }],
          viewer: { key: 'viewer-1' },
          consent: { personalization: true, storage: true },
          explain: true,
        }),
      });
      const [slot] = decisionResponseSchema.parse(await response.json()).slots;
      expect(slot?.explanation?.predictor).toMatchObject({
        kind: 'model',
        modelVersionId: version.id,
      });
      expect(slot?.ad?.pCtr).toBeGreaterThan(0);
    },
    { timeoutMs: 30_000, intervalMs: 100 },
  );
});
