import {
  artefactManifestSchema,
  decisionResponseSchema,
  gateResultSchema,
  modelCardSchema,
} from '@placard/contracts';
import { newId } from '@placard/domain';
import { createMemoryStore } from '@placard/store';
import { eventually } from '@placard/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { appendLearnableDecisions } from './learnable-decisions.ts';
import { createMarket, type TestMarket } from './market.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

// A training process takes seconds to start on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let market: TestMarket;
let platform: TestPlatform;

beforeAll(async () => {
  market = await createMarket();
  await appendLearnableDecisions(market, 4_000);
  await market.owner.query('update placements set floor_ecpm_micros = 1');
  platform = await startPlatform(market, createMemoryStore());
});
afterAll(async () => {
  await platform.close();
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
  await platform.queue.enqueue('training', { trainingRunId: runId, marketId: market.marketId });
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
  const graph = await platform.blobs.get(manifest['model.onnx']);
  expect(Buffer.from(graph).includes('MatMulInteger')).toBe(true);

  await eventually(
    async () => {
      const answer = await platform.post('/v1/decisions', {
        opportunities: [{ slotId: 'top', placementId: market.placementId }],
        viewer: { key: 'viewer-1' },
        consent: { personalization: true, storage: true },
        explain: true,
      });
      const [slot] = decisionResponseSchema.parse(answer).slots;
      expect(slot?.explanation?.predictor).toMatchObject({
        kind: 'model',
        modelVersionId: version.id,
      });
      expect(slot?.ad?.pCtr).toBeGreaterThan(0);
    },
    { timeoutMs: 30_000, intervalMs: 100 },
  );
});
