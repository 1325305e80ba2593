import type { FeatureEncoding, FeatureMap, FeatureValue, FeatureValues } from '@placard/contracts';
import { type SequenceEncoder, sequenceEncoders } from './encode-sequences.ts';

/** Row 0 of every table: a value that is missing or was not seen in training. */
export const MISSING_ROW = 0;

/** One feature of a feature map, ready to turn raw values into embedding rows. */
export type RowEncoder = {
  readonly name: string;
  readonly side: FeatureEncoding['side'];
  readonly kind: FeatureEncoding['kind'];
  /** Rows of its table, the missing row included. */
  readonly rows: number;
  /** Appends the rows of `value`: exactly one for categorical and numeric, at least one for multi. */
  readonly append: (value: FeatureValue | undefined, into: number[]) => void;
};

export type FeatureEncoder = {
  readonly map: FeatureMap;
  /** In the map's order. */
  readonly features: readonly RowEncoder[];
  /** In the map's order. */
  readonly sequences: readonly SequenceEncoder[];
};

/** Embedding rows of many pairs: those of feature f of pair p are rows[offsets[p x F + f] .. offsets[p x F + f + 1]). */
export type EncodedRows = { readonly offsets: Int32Array; readonly rows: Int32Array };

/**
 * The encoder of a feature map: the one way, in training and serving, from raw values to rows.
 * @throws Error when the map repeats a feature or its tables disagree with its features.
 */
export function createFeatureEncoder(map: FeatureMap): FeatureEncoder {
  const features = map.features.map(rowEncoder);
  if (new Set(features.map((feature) => feature.name)).size !== features.length) {
    throw new Error('the feature map names a feature twice');
  }
  for (const { input, tables } of map.inputs) {
    const agree =
      tables.length === features.length &&
      tables.every(
        (table, i) => table.feature === features[i]!.name && table.rows === features[i]!.rows,
      );
    if (!agree) throw new Error(`tables of input ${input} do not match the features of the map`);
  }
  return { map, features, sequences: sequenceEncoders(map, features) };
}

/** Rows a feature's table needs. */
export function rowCount(encoding: FeatureEncoding): number {
  return encoding.kind === 'numeric'
    ? encoding.boundaries.length + 2
    : encoding.vocabulary.length + 1;
}

export function encodeRows(encoder: FeatureEncoder, pairs: readonly FeatureValues[]): EncodedRows {
  const rows: number[] = [];
  const offsets = new Int32Array(pairs.length * encoder.features.length + 1);
  let at = 0;
  for (const values of pairs) {
    for (const feature of encoder.features) {
      feature.append(values[feature.name], rows);
      offsets[++at] = rows.length;
    }
  }
  return { offsets, rows: Int32Array.from(rows) };
}

function rowEncoder(encoding: FeatureEncoding): RowEncoder {
  const { name, side, kind } = encoding;
  const rows = rowCount(encoding);
  if (encoding.kind === 'numeric') {
    const boundaries = Float64Array.from(encoding.boundaries);
    if (boundaries.some((boundary, i) => i > 0 && boundary <= boundaries[i - 1]!)) {
      throw new Error(`boundaries of feature ${name} do not ascend`);
    }
    return {
      name,
      side,
      kind,
      rows,
      append: (value, into) => into.push(bucketRow(boundaries, value)),
    };
  }
  const index = new Map(encoding.vocabulary.map((word, i) => [word, i + 1]));
  if (index.size !== encoding.vocabulary.length) {
    throw new Error(`the vocabulary of feature ${name} repeats a value`);
  }
  const rowOf = (value: string | number) => index.get(String(value)) ?? MISSING_ROW;
  return {
    name,
    side,
    kind,
    rows,
    append:
      encoding.kind === 'categorical'
        ? (value, into) => {
            into.push(value == null || Array.isArray(value) ? MISSING_ROW : rowOf(value));
          }
        : (value, into) => appendMulti(value, rowOf, into),
  };
}

function appendMulti(
  value: FeatureValue | undefined,
  rowOf: (value: string | number) => number,
  into: number[],
): void {
  const before = into.length;
  if (Array.isArray(value)) {
    for (const word of value) {
      const row = rowOf(word);
      if (row !== MISSING_ROW) into.push(row);
    }
  } else if (value != null) {
    into.push(rowOf(value));
  }
  if (into.length === before) into.push(MISSING_ROW);
}

/** 1 + how many boundaries are <= value, by bisection; a value that is no finite number is missing. */
export function bucketRow(boundaries: ArrayLike<number>, value: FeatureValue | undefined): number {
  if (typeof value !== 'number' || Number.isNaN(value)) return MISSING_ROW;
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (boundaries[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
