import type { FeatureEncoding, FeatureMap } from '@placard/contracts';
import { rowCount } from '@placard/ranking';
import { type SourceModel, TransferError } from './source-model.ts';

/** Where training starts instead of at random. */
export interface StartingWeights {
  /** By parameter name. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** For each embedding input, the tables of all features one after another. */
  readonly tables: readonly Float32Array[];
}

/**
 * A source's weights laid out for another feature map: dense ones as they are, an embedding row where the source
 * knows its value, else the mean row of that feature. The row of missing values stays the source's.
 * @throws TransferError when the maps do not read the same features.
 */
export function startingWeights(source: SourceModel, map: FeatureMap): StartingWeights {
  const same =
    source.map.features.length === map.features.length &&
    source.map.features.every(({ name, kind }, i) => {
      const other = map.features[i]!;
      return other.name === name && other.kind === kind;
    });
  if (!same) throw new TransferError('the source reads other features than this model');
  const tables = map.inputs.map(({ input, dim }) => {
    const from = source.tables.find((candidate) => candidate.input === input);
    if (from?.dim !== dim) {
      throw new TransferError(`the source has no embeddings ${input} of width ${dim}`);
    }
    const parts = map.features.map((feature, f) =>
      copyRows(source.map.features[f]!, from.tables[f]!, feature, dim),
    );
    return concatenated(parts);
  });
  return { parameters: source.parameters, tables };
}

/** [rows, dim] of `to`. */
function copyRows(
  from: FeatureEncoding,
  table: Float32Array,
  to: FeatureEncoding,
  dim: number,
): Float32Array {
  if (from.kind === 'numeric' || to.kind === 'numeric') {
    // Buckets have no names: only the same cuts mean the same rows.
    if (JSON.stringify(from) !== JSON.stringify(to)) {
      throw new TransferError(`feature ${to.name} is cut into other buckets than the source's`);
    }
    return table.slice();
  }
  const rowOf = new Map(from.vocabulary.map((word, i) => [word, i + 1]));
  const mean = meanRow(table, dim);
  const out = new Float32Array(rowCount(to) * dim);
  out.set(table.subarray(0, dim));
  to.vocabulary.forEach((word, i) => {
    const row = rowOf.get(word);
    out.set(row === undefined ? mean : table.subarray(row * dim, (row + 1) * dim), (i + 1) * dim);
  });
  return out;
}

/** Of the rows that stand for values; of the missing row where there are none. */
function meanRow(table: Float32Array, dim: number): Float32Array {
  const rows = table.length / dim;
  if (rows === 1) return table.slice();
  return Float32Array.from({ length: dim }, (_, d) => {
    let sum = 0;
    for (let row = 1; row < rows; row++) sum += table[row * dim + d]!;
    return sum / (rows - 1);
  });
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
