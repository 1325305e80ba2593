import type { FeatureMap, FeatureValues } from '@placard/contracts';
import { type EncodedRows, encodeRows, type FeatureEncoder } from './encode.ts';

/** The tables of one graph input, by feature in the map's order. */
export type InputTables = {
  readonly input: string;
  readonly dim: number;
  readonly tables: readonly Float32Array[];
};

/**
 * The embedding tables inside `tables.bin` (little-endian float32).
 * @throws Error when a table reaches beyond the file.
 */
export function readTables(map: FeatureMap, file: Uint8Array): InputTables[] {
  const aligned = file.slice().buffer;
  return map.inputs.map(({ input, dim, tables }) => ({
    input,
    dim,
    tables: tables.map(({ feature, rows, byteOffset }) => {
      if (byteOffset % 4 !== 0 || byteOffset + rows * dim * 4 > aligned.byteLength) {
        throw new Error(`table of feature ${feature} lies outside tables.bin`);
      }
      return new Float32Array(aligned, byteOffset, rows * dim);
    }),
  }));
}

/**
 * Writes the mean of the rows `rows[from..to)` of a table into `out` at `outAt`. Sums in double precision and
 * in row order, so that every caller gets the same bits.
 */
export function poolRows(
  table: Float32Array,
  dim: number,
  rows: ArrayLike<number>,
  from: number,
  to: number,
  out: Float32Array,
  outAt: number,
): void {
  const count = to - from;
  if (count === 1) {
    const start = rows[from]! * dim;
    for (let d = 0; d < dim; d++) out[outAt + d] = table[start + d]!;
    return;
  }
  for (let d = 0; d < dim; d++) {
    let sum = 0;
    for (let i = from; i < to; i++) sum += table[rows[i]! * dim + d]!;
    out[outAt + d] = sum / count;
  }
}

/** One input tensor, float32 [pairs, features x dim], of already encoded pairs. */
export function embedRows(
  { dim, tables }: InputTables,
  { offsets, rows }: EncodedRows,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array((offsets.length - 1) * dim);
  for (let cell = 0; cell < offsets.length - 1; cell++) {
    const table = tables[cell % tables.length]!;
    poolRows(table, dim, rows, offsets[cell]!, offsets[cell + 1]!, out, cell * dim);
  }
  return out;
}

/** Every input tensor of `pairs`, by input name: the plain path from raw values to the graph. */
export function embedPairs(
  encoder: FeatureEncoder,
  inputs: readonly InputTables[],
  pairs: readonly FeatureValues[],
): Map<string, Float32Array<ArrayBuffer>> {
  const encoded = encodeRows(encoder, pairs);
  return new Map(inputs.map((tables) => [tables.input, embedRows(tables, encoded)]));
}
