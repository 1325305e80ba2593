import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CurvePoint } from '@placard/contracts';
import { inMemory } from '../../dataset/streamed-rows.ts';
import { modelShape } from '../../models/build-graph.ts';
import { epochOrder, mixedOrder } from '../epoch-order.ts';
import { learningRateFactor } from '../ort/learning-rate.ts';
import type { OrtTrainingOptions } from '../ort/train.ts';
import { TrainingState } from '../ort/training-state.ts';
import type { TrainedModel } from '../trained-model.ts';
import { runTorchJob, type TorchPoint } from './run-job.ts';
import { writeTorchJob } from './write-job.ts';

export interface TorchSettings {
  /** An interpreter that has torch and onnx. */
  readonly python: string;
  readonly device: 'cpu' | 'cuda';
  /** Processes under torchrun; a GPU each on CUDA. */
  readonly ranks: number;
}

export interface TorchTrainingOptions extends Omit<OrtTrainingOptions, 'checkpoint'> {
  readonly torch: TorchSettings;
  /** Holds the job and its checkpoint; a run that finds its checkpoint here goes on from it. */
  readonly folder: string;
  readonly checkpointEverySteps?: number;
}

/**
 * Trains a model with PyTorch: the same graph, starting weights, batches, rules and schedule as
 * `trainOnOrt`. Validation log loss is weighted, and AUC is not watched.
 */
export async function trainOnTorch(options: TorchTrainingOptions): Promise<TrainedModel> {
  const { definition, hyperparameters, data, validation, seed, clock, onProgress } = options;
  const { sources } = options;
  const train = inMemory(options.train, 'runs on PyTorch');
  if (train.length === 0) throw new RangeError('there are no rows to train on');
  if (validation.length === 0) throw new RangeError('there are no rows to validate on');
  const shape = modelShape(definition, hyperparameters, data);
  const state = new TrainingState(shape, data.rowsByFeature);
  state.initialise(seed);
  const { batchSize, epochs, schedule } = hyperparameters;
  const stepsPerEpoch = Math.ceil(train.length / batchSize);
  const positions = new Uint32Array(train.length * epochs);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = sources
      ? mixedOrder(sources, train.length, seed, epoch)
      : epochOrder(train, seed, epoch);
    positions.set(order, epoch * train.length);
  }
  const factor = (_: unknown, i: number) =>
    learningRateFactor(schedule, {
      step: i + 1,
      stepsPerEpoch,
      epochs,
      epochsWithoutImprovement: 0,
      epochsNotImproved: 0,
    });
  await writeTorchJob(options.folder, {
    shape,
    data,
    state,
    positions,
    epochs,
    validation,
    ...(options.improvements && { improvements: options.improvements }),
    seed,
    learningRateFactors: Array.from({ length: stepsPerEpoch * epochs }, factor),
    threads: options.threads,
    device: options.torch.device,
    reportEverySteps: options.reportEverySteps ?? 50,
    checkpointEverySteps: options.checkpointEverySteps ?? 500,
  });
  const curve: CurvePoint[] = [];
  const { steps, bestEpoch } = await runTorchJob(options.folder, {
    python: options.torch.python,
    ranks: options.torch.ranks,
    threads: options.threads,
    ...(options.signal && { signal: options.signal }),
    onPoint: (point) => {
      curve.push(curvePoint(point, curve.at(-1), clock.nowMs()));
      onProgress?.(curve.at(-1)!);
    },
  });
  await readWeights(options.folder, state);
  return {
    parameters: state.parameters.byName(),
    embeddings: state.embeddings.map(({ embedding }) => embedding),
    curve,
    steps,
    bestEpoch,
  };
}

/** Fills a state's weights with what the trainer left. */
export async function readWeights(folder: string, state: TrainingState): Promise<void> {
  const bytes = await readFile(join(folder, 'trained.bin'));
  const expected = state.weights.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (bytes.byteLength !== expected) {
    throw new Error(`trained.bin holds ${bytes.byteLength} bytes, expected ${expected}`);
  }
  let at = 0;
  for (const array of state.weights) {
    const view = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    view.set(bytes.subarray(at, at + array.byteLength));
    at += array.byteLength;
  }
}

/** A validation right after a report has no steps of its own: it repeats what was said of them. */
function curvePoint(point: TorchPoint, before: CurvePoint | undefined, atMs: number): CurvePoint {
  return {
    step: point.step,
    epoch: point.epoch,
    trainLogLoss: point.trainLogLoss ?? before?.trainLogLoss ?? 0,
    validationLogLoss: point.validationLogLoss,
    validationAuc: null,
    samplesPerSecond: point.samplesPerSecond ?? before?.samplesPerSecond ?? 0,
    atMs,
  };
}
