import { type Hyperparameters, hyperparametersSchema, type ModelKind } from '@placard/contracts';
import { systemClock } from '@placard/domain';
import {
  modelDefinition,
  modelShape,
  scoreLogits,
  type TrainingData,
  trainOnOrt,
} from '@placard/training';
import type { z } from 'zod';

export type Settings = z.input<typeof hyperparametersSchema>;

export type Fitted = {
  readonly predictions: Float64Array;
  /** Training alone, at the median pace of the run: what a machine with nothing else to do comes near. */
  readonly seconds: number;
  readonly samplesPerSecond: number;
};

/** Trains a model on some rows, stopping by others, and predicts a third part. */
export async function fitAndScore(options: {
  readonly kind: ModelKind;
  readonly settings: Settings;
  readonly data: TrainingData;
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly score: Uint32Array;
  readonly seed: number;
  /** A run that finds its checkpoint here goes on from it. */
  readonly checkpointFolder?: string;
  readonly onEpoch?: (epoch: number, logLoss: number, auc: number | null) => void;
}): Promise<Fitted> {
  const { kind, data, train, validation, score, seed, checkpointFolder, onEpoch } = options;
  const definition = modelDefinition(kind);
  const hyperparameters = settingsOf(kind, options.settings);
  const model = await trainOnOrt({
    definition,
    hyperparameters,
    data,
    train,
    validation,
    seed,
    threads: 1,
    clock: systemClock,
    ...(checkpointFolder && { checkpoint: { folder: checkpointFolder, everySteps: 200 } }),
    onProgress: ({ epoch, validationLogLoss, validationAuc }) => {
      if (validationLogLoss !== null) onEpoch?.(epoch, validationLogLoss, validationAuc);
    },
  });
  const shape = modelShape(definition, hyperparameters, data);
  const logits = await scoreLogits(shape, model, data, score, 1);
  const samplesPerSecond = median(model.curve.map((point) => point.samplesPerSecond));
  return {
    predictions: Float64Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit))),
    seconds: (model.steps * hyperparameters.batchSize) / samplesPerSecond,
    samplesPerSecond,
  };
}

/** What a model trains with: what suits it, and what a bench says of it. */
export function settingsOf(kind: ModelKind, settings: Settings): Hyperparameters {
  return hyperparametersSchema.parse({ ...modelDefinition(kind).defaults, ...settings });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
