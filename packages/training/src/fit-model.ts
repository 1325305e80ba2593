import type { CurvePoint, FeatureMap, Hyperparameters, ModelKind } from '@placard/contracts';
import type { Clock } from '@placard/domain';
import { applyCalibration } from '@placard/ranking';
import type { PreparedRows } from './dataset/prepare-rows.ts';
import { isStreamed } from './dataset/streamed-rows.ts';
import { clicksOnly } from './dataset/training-data.ts';
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
  readonly prepared: PreparedRows;
  readonly seed: number;
  readonly threads: number;
  readonly start?: WarmStart;
  readonly engine?: Engine;
  readonly clock: Clock;
  readonly onProgress?: (model: ModelKind, point: CurvePoint) => void;
  readonly signal?: AbortSignal;
  readonly checkpointFolder?: string;
}): Promise<FittedModel> {
  const { kind, hyperparameters, prepared, threads, checkpointFolder, onProgress } = options;
  const { validation, test } = prepared;
  const definition = modelDefinition(kind);
  const clicks = clicksOnly(prepared.data);
  const data = definition.scores ? prepared.data : clicks;
  const model = await trainOn(options.engine, {
    definition,
    hyperparameters,
    data,
    train: definition.scores ? prepared.train : clicksOnlyOf(prepared.train),
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
    Float32Array.from(validation, (position) => clicks.labels[position]!),
  );
  const testPredictions = Float64Array.from(await logits(test), (logit) =>
    applyCalibration(calibration, logit),
  );
  return { model, calibration, testPredictions };
}

function clicksOnlyOf(rows: PreparedRows['train']): PreparedRows['train'] {
  return isStreamed(rows) ? { ...rows, highestLabel: 1 } : rows;
}
