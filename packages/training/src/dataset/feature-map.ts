import type {
  FeatureEncoding,
  FeatureMap,
  Hyperparameters,
  SequenceInput,
} from '@placard/contracts';
import { rowCount } from '@placard/ranking';
import type { EmbeddingInputSpec, ModelDefinition } from '../models/model-definition.ts';
import type { RowList } from './row-list.ts';
import type { FeatureDefinition } from './training-row.ts';
import { buildEncodings, type FeatureToLearn } from './vocabulary.ts';

/** The rows hold none of the lists that a model reads in their order. */
export class NoHistoryError extends Error {
  override name = 'NoHistoryError';
}

/**
 * The feature map of a model, learnt from the rows it may learn from; calibration is the identity. A list that a
 * model reads as a sequence shares the vocabulary of the feature it is held against.
 * @throws NoHistoryError when the model reads sequences and the rows have none of them.
 */
export function learnFeatureMap(
  features: readonly FeatureDefinition[],
  rows: RowList,
  model: ModelDefinition,
  hyperparameters: Hyperparameters,
): FeatureMap {
  const sequences = sequencesOf(features, model, hyperparameters);
  const toLearn = features.map((definition): FeatureToLearn => {
    const reading = sequences.filter(({ table }) => table === definition.name);
    const lists = reading.map(({ feature }) => feature);
    return { definition, sharing: lists.filter((list) => list !== definition.name) };
  });
  const encodings = buildEncodings(toLearn, rows, hyperparameters.minCount);
  const inputs = model.embeddingInputs(hyperparameters, encodings.length);
  return buildFeatureMap(encodings, inputs, sequences);
}

function sequencesOf(
  features: readonly FeatureDefinition[],
  model: ModelDefinition,
  hyperparameters: Hyperparameters,
): SequenceInput[] {
  const declared = model.sequenceInputs?.(hyperparameters) ?? [];
  const present = declared.flatMap((spec) => {
    const list = features.find(({ name }) => name === spec.feature);
    const shared = features.some(({ name, kind }) => name === spec.table && kind !== 'numeric');
    return list?.kind === 'multi' && shared && list.side !== 'cross'
      ? [{ ...spec, mask: `${spec.input}.mask`, side: list.side }]
      : [];
  });
  if (declared.length > 0 && present.length === 0) {
    const wanted = declared.map(({ feature, table }) => `${feature} with ${table}`).join(', or ');
    throw new NoHistoryError(`${model.kind} reads histories, and the rows have none: ${wanted}`);
  }
  return present;
}

/** Lays the tables of each input one after another and leaves calibration as the identity. */
export function buildFeatureMap(
  features: readonly FeatureEncoding[],
  inputs: readonly EmbeddingInputSpec[],
  sequences: readonly SequenceInput[] = [],
): FeatureMap {
  let byteOffset = 0;
  return {
    formatVersion: 1,
    features: [...features],
    inputs: inputs.map(({ input, dim }) => ({
      input,
      dim,
      tables: features.map((feature) => {
        const table = { feature: feature.name, rows: rowCount(feature), byteOffset };
        byteOffset += table.rows * dim * Float32Array.BYTES_PER_ELEMENT;
        return table;
      }),
    })),
    ...(sequences.length > 0 && { sequences: [...sequences] }),
    calibration: { slope: 1, intercept: 0 },
  };
}
