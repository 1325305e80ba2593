import { join } from 'node:path';
import type { CurvePoint, FeatureEncoding, FeatureMap, Hyperparameters } from '@placard/contracts';
import type { Clock } from '@placard/domain';
import { learnFeatureMap } from './dataset/feature-map.ts';
import { prepareRows, type StreamSettings } from './dataset/prepare-rows.ts';
import type { RowList } from './dataset/row-list.ts';
import { range } from './dataset/training-data.ts';
import type { FeatureDefinition, TrainingRow } from './dataset/training-row.ts';
import { type Engine, trainOn } from './engines/train.ts';
import type { TrainedModel } from './engines/trained-model.ts';
import type { ModelDefinition } from './models/model-definition.ts';
import { type TransferSource, transferredMap, warmStart } from './transfer/warm-start.ts';

/** A model that has seen every row, with the encoding that goes with it. */
export type Refitted = {
  readonly model: TrainedModel;
  readonly features: readonly FeatureEncoding[];
  readonly map: FeatureMap;
};

/** Whether each epoch of a run improved validation; the point before the first is that of a warm start. */
export function improvementsOf(curve: readonly CurvePoint[]): boolean[] {
  let best = Number.POSITIVE_INFINITY;
  return curve.flatMap(({ validationLogLoss, step }) => {
    if (validationLogLoss === null) return [];
    const improved = validationLogLoss < best;
    if (improved) best = validationLogLoss;
    return step === 0 ? [] : [improved];
  });
}

/**
 * Trains once more on all rows, for as many epochs as served the held-out fit best: the model that serves has
 * then seen the newest ads and viewers. The calibration stays that of the held-out fit, made on rows it had
 * not seen.
 */
export async function refitOnAll(options: {
  readonly rows: RowList;
  /** For rows on the disk; some of them, in memory, are watched. */
  readonly onDisk?: StreamSettings & { readonly watched: readonly TrainingRow[] };
  readonly featureDefinitions: readonly FeatureDefinition[];
  readonly definition: ModelDefinition;
  readonly hyperparameters: Hyperparameters;
  readonly epochs: number;
  /** Of the held-out fit: rates fall here where they fell there. */
  readonly curve: readonly CurvePoint[];
  readonly transfer?: TransferSource;
  readonly calibration: FeatureMap['calibration'];
  readonly seed: number;
  readonly threads: number;
  readonly engine?: Engine;
  readonly clock: Clock;
  readonly onPoint?: (point: CurvePoint) => void;
  readonly signal?: AbortSignal;
  readonly checkpointFolder?: string;
}): Promise<Refitted> {
  const { rows, definition, hyperparameters, epochs, seed, onPoint, onDisk, signal } = options;
  const learnt = learnFeatureMap(options.featureDefinitions, rows, definition, hyperparameters);
  const uncalibrated = transferredMap(learnt, options.transfer);
  const { transfer } = options;
  const { features } = uncalibrated;
  const { data, train, validation } = prepareRows({
    map: uncalibrated,
    train: rows,
    validation: onDisk?.watched ?? [],
    test: [],
    hyperparameters,
    learnsConversions: definition.scores !== undefined,
    seed,
    ...(onDisk && { stream: onDisk }),
  });
  const model = await trainOn(options.engine, {
    definition,
    hyperparameters: { ...hyperparameters, epochs, patienceEpochs: epochs },
    data,
    train,
    improvements: improvementsOf(options.curve),
    // Nothing is held out: these are watched, and decide nothing.
    validation: onDisk ? validation : range(Math.floor(rows.length * 0.9), rows.length),
    seed,
    threads: options.threads,
    ...(transfer && { start: warmStart(transfer, uncalibrated) }),
    clock: options.clock,
    ...(onPoint && { onProgress: onPoint }),
    ...(signal && { signal }),
    ...(options.checkpointFolder && {
      checkpoint: { folder: join(options.checkpointFolder, 'refit'), everySteps: 500 },
    }),
  });
  return { model, features, map: { ...uncalibrated, calibration: options.calibration } };
}
