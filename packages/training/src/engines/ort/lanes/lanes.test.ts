import { hyperparametersSchema } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { expect, it } from 'vitest';
import { range, type TrainingData } from '../../../dataset/training-data.ts';
import { modelShape } from '../../../models/build-graph.ts';
import { modelDefinition } from '../../../models/catalogue.ts';
import { privateFloats, sharedFloats } from '../float-memory.ts';
import { GradientSession } from '../gradient-session.ts';
import { TrainingState } from '../training-state.ts';
import { TrainingStep } from '../training-step.ts';
import { LaneStep } from './lane-step.ts';

const BATCH = 64;
const STEPS = 6;
const ROWS_BY_FEATURE = [5, 40, 300];

/** Some cells hold two values, and rows weigh differently. */
function data(): TrainingData {
  const random = seededRandom(5);
  const count = BATCH * STEPS;
  const offsets = new Int32Array(count * 3 + 1);
  const rows: number[] = [];
  for (let cell = 0; cell < count * 3; cell++) {
    const values = cell % 3 === 2 && random() < 0.3 ? 2 : 1;
    for (let i = 0; i < values; i++) rows.push(Math.floor(random() * ROWS_BY_FEATURE[cell % 3]!));
    offsets[cell + 1] = rows.length;
  }
  return {
    count,
    rowsByFeature: ROWS_BY_FEATURE,
    encoded: { rows: Int32Array.from(rows), offsets },
    labels: Float32Array.from({ length: count }, () => Number(random() < 0.3)),
    weights: Float32Array.from({ length: count }, () => 0.5 + random()),
  };
}

const hyperparameters = hyperparametersSchema.parse({
  embeddingDim: 4,
  hidden: [16, 8],
  batchSize: BATCH,
});
const shape = modelShape(modelDefinition('dcn-v2'), hyperparameters, data());

async function train(lanes: number): Promise<{ losses: number[]; weights: Float32Array[] }> {
  const rows = data();
  const shared = lanes > 1;
  const state = new TrainingState(shape, ROWS_BY_FEATURE, shared ? sharedFloats : privateFloats);
  state.initialise(3);
  const step = shared
    ? await LaneStep.create({ shape, state, data: rows, seed: 1, lanes })
    : new TrainingStep(
        await GradientSession.create(shape, state.parameters, 1),
        state,
        rows,
        hyperparameters,
      );
  const losses: number[] = [];
  try {
    for (let i = 0; i < STEPS; i++) {
      // The last batch is so short that the second thread has nothing to do.
      const end = i === STEPS - 1 ? i * BATCH + 20 : (i + 1) * BATCH;
      losses.push(await step.run(range(i * BATCH, end), i + 1, 1));
    }
  } finally {
    await step.release();
  }
  return { losses, weights: state.weights.map((array) => Float32Array.from(array)) };
}

it('two threads reach the weights of one, and reach them again bit for bit', async () => {
  const one = await train(1);
  const two = await train(2);
  const again = await train(2);
  expect(again).toEqual(two);
  for (const [i, loss] of two.losses.entries()) expect(loss).toBeCloseTo(one.losses[i]!, 5);
  let worst = 0;
  for (const [i, weights] of two.weights.entries()) {
    weights.forEach((weight, j) => {
      worst = Math.max(worst, Math.abs(weight - one.weights[i]![j]!));
    });
  }
  expect(worst).toBeLessThan(1e-4);
  expect(one.losses[0]).not.toBe(one.losses[1]);
});

it('a thread that fails ends the step with its error', async () => {
  const rows = data();
  rows.labels.fill(Number.NaN, BATCH / 2, BATCH);
  const state = new TrainingState(shape, ROWS_BY_FEATURE, sharedFloats);
  state.initialise(3);
  const step = await LaneStep.create({ shape, state, data: rows, seed: 1, lanes: 2 });
  try {
    await expect(step.run(range(0, BATCH), 1, 1)).rejects.toThrow('the loss became NaN');
  } finally {
    await step.release();
  }
});
