import type { ModelKind } from '@placard/contracts';
import { seededRandom, systemClock } from '@placard/domain';
import { createFeatureEncoder } from '@placard/ranking';
import {
  encodeTrainingRows,
  type FeatureDefinition,
  hideIdentities,
  learnFeatureMap,
  modelDefinition,
  modelShape,
  range,
  readDefinitions,
  type SourceModel,
  scoreLogits,
  sourceModelOf,
  type TrainingRow,
  type TransferSource,
  trainOnOrt,
  transferredMap,
  warmStart,
  zeroShotModel,
} from '@placard/training';
import { type Settings, settingsOf } from '../click-models/fit-and-score.ts';

export type FittedRows = {
  readonly source: SourceModel;
  readonly bestEpoch: number;
  readonly validationLogLoss: number;
  /** Logits of other rows. */
  readonly score: (rows: readonly TrainingRow[]) => Promise<Float32Array>;
};

/** Trains on rows in time order, the last `validationShare` of which say when to stop; some ids are hidden. */
export async function fitRows(options: {
  readonly kind: ModelKind;
  readonly features: readonly FeatureDefinition[];
  readonly rows: readonly TrainingRow[];
  readonly validationShare: number;
  readonly settings: Settings;
  readonly seed: number;
  readonly transfer?: TransferSource;
}): Promise<FittedRows> {
  const { kind, features, rows, seed, transfer } = options;
  const definition = modelDefinition(kind);
  const hyperparameters = settingsOf(kind, options.settings);
  const validationFrom = Math.floor(rows.length * (1 - options.validationShare));
  const learnt = learnFeatureMap(
    readDefinitions(features, hyperparameters),
    rows.slice(0, validationFrom),
    definition,
    hyperparameters,
  );
  const map = transferredMap(learnt, transfer);
  const encoder = createFeatureEncoder(map);
  const data = encodeTrainingRows(encoder, rows);
  hideIdentities(data, map.features, {
    count: validationFrom,
    share: hyperparameters.hiddenShare,
    random: seededRandom(seed),
  });
  const model = await trainOnOrt({
    definition,
    hyperparameters,
    data,
    train: range(0, validationFrom),
    validation: range(validationFrom, rows.length),
    seed,
    threads: 1,
    clock: systemClock,
    ...(transfer && { start: warmStart(transfer, map) }),
  });
  const judged = model.curve.flatMap(({ validationLogLoss }) => validationLogLoss ?? []);
  return {
    source: sourceModelOf(map, model),
    bestEpoch: model.bestEpoch,
    validationLogLoss: Math.min(...judged),
    score: (others) => {
      const encoded = encodeTrainingRows(encoder, others);
      const shape = modelShape(definition, hyperparameters, encoded);
      return scoreLogits(shape, model, encoded, range(0, others.length), 1);
    },
  };
}

/** Logits by a source that has seen no event of this market. */
export async function scoreZeroShot(
  kind: ModelKind,
  settings: Settings,
  source: SourceModel,
  rows: readonly TrainingRow[],
): Promise<Float32Array> {
  const { map, model } = zeroShotModel(source);
  const data = encodeTrainingRows(createFeatureEncoder(map), rows);
  const shape = modelShape(modelDefinition(kind), settingsOf(kind, settings), data);
  return scoreLogits(shape, model, data, range(0, rows.length), 1);
}
