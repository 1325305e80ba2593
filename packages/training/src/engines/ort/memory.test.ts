import { type EmbeddingOptimiserKind, hyperparametersSchema } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { expect, it } from 'vitest';
import { range, type TrainingData } from '../../dataset/training-data.ts';
import { modelShape } from '../../models/build-graph.ts';
import { modelDefinition } from '../../models/catalogue.ts';
import { GradientSession } from './gradient-session.ts';
import { trainingMemoryBytes } from './memory.ts';
import { TrainingState } from './training-state.ts';
import { TrainingStep } from './training-step.ts';

const FEATURES = 6;
const BATCH = 2048;

function data(rowsPerFeature: number): TrainingData {
  const random = seededRandom(1);
  const cells = BATCH * FEATURES;
  return {
    count: BATCH,
    rowsByFeature: Array.from({ length: FEATURES }, () => rowsPerFeature),
    encoded: {
      rows: Int32Array.from({ length: cells }, () => Math.floor(rowsPerFeature * random())),
      offsets: Int32Array.from({ length: cells + 1 }, (_, cell) => cell),
    },
    labels: Float32Array.from({ length: BATCH }, () => Number(random() < 0.3)),
    weights: new Float32Array(BATCH).fill(1),
  };
}

/** What was measured stays: its collection would be measured too. */
const kept: unknown[] = [];

/** Bytes of the array buffers that a run's state, session and step came to hold. */
async function held(rows: TrainingData, embeddingOptimiser: EmbeddingOptimiserKind) {
  const hyperparameters = hyperparametersSchema.parse({ batchSize: BATCH, embeddingOptimiser });
  const shape = modelShape(modelDefinition('dcn-v2'), hyperparameters, rows);
  const before = process.memoryUsage().arrayBuffers;
  const state = new TrainingState(shape, rows.rowsByFeature);
  state.initialise(1);
  const session = await GradientSession.create(shape, state.parameters, 1);
  const step = new TrainingStep(session, state, rows, hyperparameters);
  await step.run(range(0, BATCH), 1, 1);
  const bytes = process.memoryUsage().arrayBuffers - before;
  await step.release();
  kept.push(rows, state, step);
  return { bytes, stated: trainingMemoryBytes(shape, rows) };
}

it('training holds what the formula says, to a tenth and a megabyte, for small and large tables', async () => {
  for (const [rowsPerFeature, optimiser] of [
    [100, 'adagrad'],
    [50_000, 'adagrad'],
    [50_000, 'adam'],
  ] as const) {
    const { bytes, stated } = await held(data(rowsPerFeature), optimiser);
    expect(bytes).toBeLessThan(stated * 1.1 + 2 ** 20);
    expect(bytes).toBeGreaterThan(stated * 0.9 - 2 ** 20);
  }
});
