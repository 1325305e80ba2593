import { poolRows } from '@placard/ranking';
import type { EmbeddingInputSpec } from '../../models/model-definition.ts';
import type { BatchCells } from './batch-rows.ts';
import { type AllocateFloats, privateFloats } from './float-memory.ts';

/** The embedding tables behind one graph input: rows * dim each, in feature order. */
export interface EmbeddingTables {
  readonly spec: EmbeddingInputSpec;
  /** All tables in one array. */
  readonly stacked: Float32Array;
  /** The same values, a view for each feature. */
  readonly tables: readonly Float32Array[];
}

export function emptyTables(
  spec: EmbeddingInputSpec,
  rowsByFeature: readonly number[],
  allocate: AllocateFloats = privateFloats,
): EmbeddingTables {
  const total = rowsByFeature.reduce((sum, rows) => sum + rows, 0);
  return tablesOver(spec, rowsByFeature, allocate(total * spec.dim));
}

/** The tables that lie in an array. */
export function tablesOver(
  spec: EmbeddingInputSpec,
  rowsByFeature: readonly number[],
  stacked: Float32Array,
): EmbeddingTables {
  let start = 0;
  const tables = rowsByFeature.map((rows) => {
    const end = start + rows * spec.dim;
    const table = stacked.subarray(start, end);
    start = end;
    return table;
  });
  return { spec, stacked, tables };
}

/** Writes the (mean-pooled) rows of each cell into `out` [cells, dim]; a cell with a negative row is zeros. */
export function gatherEmbeddings(
  { spec: { dim }, stacked }: EmbeddingTables,
  { rows, offsets }: BatchCells,
  cells: number,
  out: Float32Array,
): void {
  if (offsets !== null) {
    for (let cell = 0; cell < cells; cell++) {
      poolRows(stacked, dim, rows, offsets[cell]!, offsets[cell + 1]!, out, cell * dim);
    }
    return;
  }
  // Two floats at a time where they lie so: a copy asks nothing of what it copies.
  if (dim % 2 === 0 && stacked.byteOffset % 8 === 0 && out.byteOffset % 8 === 0) {
    const pairs = (array: Float32Array) =>
      new Float64Array(array.buffer, array.byteOffset, array.length >> 1);
    copyRows(pairs(stacked), dim / 2, rows, cells, pairs(out));
  } else {
    copyRows(stacked, dim, rows, cells, out);
  }
}

function copyRows<T extends Float32Array | Float64Array>(
  table: T,
  width: number,
  rows: Int32Array,
  cells: number,
  out: T,
): void {
  for (let cell = 0, to = 0; cell < cells; cell++) {
    let from = rows[cell]! * width;
    const end = to + width;
    if (from < 0) {
      out.fill(0, to, end);
      to = end;
      continue;
    }
    // Four at a time: the loop would cost as much as the copy.
    for (; to + 4 <= end; to += 4, from += 4) {
      out[to] = table[from]!;
      out[to + 1] = table[from + 1]!;
      out[to + 2] = table[from + 2]!;
      out[to + 3] = table[from + 3]!;
    }
    while (to < end) out[to++] = table[from++]!;
  }
}
