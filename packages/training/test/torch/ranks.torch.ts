import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddingOptimiserKind, hyperparametersSchema } from '@placard/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GradientSession } from '../../src/engines/ort/gradient-session.ts';
import { TrainingState } from '../../src/engines/ort/training-state.ts';
import { TrainingStep } from '../../src/engines/ort/training-step.ts';
import { runTorchJob } from '../../src/engines/torch/run-job.ts';
import { readWeights } from '../../src/engines/torch/train.ts';
import { writeTorchJob } from '../../src/engines/torch/write-job.ts';
import type { ModelShape } from '../../src/models/build-graph.ts';
import { vectorCase } from '../torch-vectors/case.ts';
import { torchPython } from './torch-python.ts';

/**
 * Largest difference of any weight after the steps. Float32 sums in another order differ by 1e-7 of
 * their terms, and Adam turns a gradient of nearly nothing into a step of its learning rate (0.002).
 */
const TOLERANCE = 1e-4;
const STEPS = 60;

const python = await torchPython();
const { shape: plain, data, positions: all } = vectorCase('dcn-v2');
const positions = all.subarray(0, STEPS * plain.hyperparameters.batchSize);
const learningRateFactors = Array.from({ length: STEPS }, (_, i) => Math.min(1, (i + 1) / 8));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-torch-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function shapeWith(embeddingOptimiser: EmbeddingOptimiserKind): ModelShape {
  const { hyperparameters } = plain;
  return {
    ...plain,
    hyperparameters: hyperparametersSchema.parse({ ...hyperparameters, embeddingOptimiser }),
  };
}

function start(shape: ModelShape): TrainingState {
  const state = new TrainingState(shape, data.rowsByFeature);
  state.initialise(9);
  return state;
}

async function onTorch(shape: ModelShape, ranks: number): Promise<readonly Float32Array[]> {
  const state = start(shape);
  const job = join(folder, String(ranks));
  await writeTorchJob(job, {
    shape,
    data,
    state,
    positions,
    learningRateFactors,
    threads: 1,
    device: 'cpu',
  });
  const result = await runTorchJob(job, { python, ranks });
  expect(result.ranks).toBe(ranks);
  expect(result.losses).toHaveLength(STEPS);
  await readWeights(job, state);
  return state.weights;
}

async function onOrt(shape: ModelShape): Promise<readonly Float32Array[]> {
  const state = start(shape);
  const session = await GradientSession.create(shape, state.parameters, 1);
  const step = new TrainingStep(session, state, data, shape.hyperparameters);
  const { batchSize } = shape.hyperparameters;
  for (let i = 0; i < STEPS; i++) {
    const batch = positions.subarray(i * batchSize, (i + 1) * batchSize);
    await step.run(batch, i + 1, learningRateFactors[i]!);
  }
  await step.release();
  return state.weights;
}

function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let worst = 0;
  for (const [i, array] of a.entries()) {
    for (let j = 0; j < array.length; j++) {
      worst = Math.max(worst, Math.abs(array[j]! - b[i]![j]!));
    }
  }
  return worst;
}

describe('one rank, two ranks under torchrun and the onnxruntime engine reach the same weights', () => {
  it.each(['adagrad', 'adam', 'adam-all', 'ftrl'] as const)(
    'with %s rows',
    async (embeddingOptimiser) => {
      const shape = shapeWith(embeddingOptimiser);
      const one = await onTorch(shape, 1);
      const two = await onTorch(shape, 2);
      const ort = await onOrt(shape);
      const differences = {
        'one rank and two': largestDifference(one, two),
        'one rank and onnxruntime': largestDifference(one, ort),
        'the start and the end': largestDifference(start(shape).weights, ort),
      };
      console.log(embeddingOptimiser, differences);
      expect(differences['one rank and two']).toBeLessThan(TOLERANCE);
      expect(differences['one rank and onnxruntime']).toBeLessThan(TOLERANCE);
      expect(differences['the start and the end']).toBeGreaterThan(50 * TOLERANCE);
    },
  );
});
