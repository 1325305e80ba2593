import type { CurvePoint, FeatureMap, Hyperparameters, ModelKind } from '@placard/contracts';
import type { Clock } from '@placard/domain';
import { applyCalibration } from '@placard/ranking';
import type { TimeSplit } from './dataset/time-split.ts';
import { clicksOnly, range, type TrainingData } from './dataset/training-data.ts';
import { scoreLogits } from './engines/ort/score-logits.ts';
import { type Engine, trainOn } from './engines/train.ts';
import type { TrainedModel } from './engines/trained-model.ts';
import { chooseCalibration } from './evaluate/choose-calibration.ts';
import { modelShape } from './models/build-graph.ts';
import { modelDefinition } from './models/catalogue.ts';
import type { WarmStart } from './transfer/warm-start.ts';

const CHECKPOINT_EVERY_STEPS = 500;

export interface FittedModel {
  readonly model: TrainedModel;
  readonly calibration: FeatureMap['calibration'];
  /** Calibrated click rates of the test slice, in its order. */
  readonly testPredictions: Float64Array;
}

/** Trains one model, calibrates it on the validation slice and predicts the test slice. */
export async function fitModel(options: {
  readonly kind: ModelKind;
  readonly hyperparameters: Hyperparameters;
  /** Rows of train, validation and test, one after another. */
  readonly data: TrainingData;
  readonly split: TimeSplit;
  readonly seed: number;
  readonly threads: number;
  readonly start?: WarmStart;
  readonly engine?: Engine;
  readonly clock: Clock;
  readonly onProgress?: (model: ModelKind, point: CurvePoint) => void;
  readonly signal?: AbortSignal;
  readonly checkpointFolder?: string;
}): Promise<FittedModel> {
  const { kind, hyperparameters, split, threads, checkpointFolder, onProgress } = options;
  const definition = modelDefinition(kind);
  const clicks = clicksOnly(options.data);
  const data = definition.scores ? options.data : clicks;
  const validationFrom = split.train.length;
  const testFrom = validationFrom + split.validation.length;
  const validation = range(validationFrom, testFrom);
  const model = await trainOn(options.engine, {
    definition,
    hyperparameters,
    data,
    train: range(0, validationFrom),
    validation,
    seed: options.seed,
    threads,
    ...(options.start && { start: options.start }),
    clock: options.clock,
    ...(onProgress && { onProgress: (point: CurvePoint) => onProgress(kind, point) }),
    ...(options.signal && { signal: options.signal }),
    ...(checkpointFolder && {
      checkpoint: { folder: checkpointFolder, everySteps: CHECKPOINT_EVERY_STEPS },
    }),
  });
  const logits = (positions: Uint32Array) =>
    scoreLogits(modelShape(definition, hyperparameters, data), model, data, positions, threads);
  const { calibration } = chooseCalibration(
    await logits(validation),
    clicks.labels.subarray(validationFrom, testFrom),
  );
  const testPredictions = Float64Array.from(await logits(range(testFrom, data.count)), (logit) =>
    applyCalibration(calibration, logit),
  );
  return { model, calibration, testPredictions };
}
