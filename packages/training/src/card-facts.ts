import type { CurvePoint, FeatureEncoding, Hyperparameters, ModelCard } from '@placard/contracts';
import { rowCount } from '@placard/ranking';
import type { TimeSplit } from './dataset/time-split.ts';
import type { TrainedModel } from './engines/trained-model.ts';
import type { TrainModelOptions } from './train-model.ts';

/** The part of a card that says what was trained on which data, and not how well. */
export function cardFacts(
  { modelKind, seed, engine }: TrainModelOptions,
  {
    hyperparameters,
    split,
    model,
    features,
    curve,
  }: {
    readonly hyperparameters: Hyperparameters;
    readonly split: TimeSplit;
    readonly model: TrainedModel;
    readonly features: readonly FeatureEncoding[];
    readonly curve: readonly CurvePoint[];
  },
) {
  return {
    formatVersion: 1 as const,
    kind: modelKind,
    seed,
    engine: engine?.kind ?? 'ort',
    hyperparameters,
    parameterCount: countParameters(model),
    dataWindow: dataWindow(split),
    rows: {
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
    },
    features: features.map((feature) => ({
      name: feature.name,
      side: feature.side,
      rows: rowCount(feature),
    })),
    curve: [...curve],
  };
}

function countParameters(model: TrainedModel): ModelCard['parameterCount'] {
  const total = (arrays: Iterable<Float32Array>) =>
    [...arrays].reduce((sum, { length }) => sum + length, 0);
  return {
    dense: total(model.parameters.values()),
    embeddings: total(model.embeddings.flatMap(({ tables }) => tables)),
  };
}

function dataWindow({ train, test }: TimeSplit): ModelCard['dataWindow'] {
  const [oldest] = train;
  return { fromMs: oldest!.atMs, toMs: test.at(-1)!.atMs, splitAtMs: test[0]!.atMs };
}
