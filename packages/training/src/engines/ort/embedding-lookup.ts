import { poolRows } from '@placard/ranking';
import type { EmbeddingInputSpec } from '../../models/model-definition.ts';
import type { BatchColumn } from './batch-columns.ts';

/** The embedding tables behind one graph input, in feature order. Each is rows * dim, row-major. */
export interface EmbeddingTables {
  readonly spec: EmbeddingInputSpec;
  readonly tables: readonly Float32Array[];
}

/** Writes the (mean-pooled) rows of each batch row into `out` [size, features * dim]. */
export function gatherEmbeddings(
  { spec, tables }: EmbeddingTables,
  columns: readonly BatchColumn[],
  size: number,
  out: Float32Array,
): void {
  const { dim } = spec;
  const width = tables.length * dim;
  for (let feature = 0; feature < tables.length; feature++) {
    const table = tables[feature]!;
    const { rows, offsets } = columns[feature]!;
    let to = feature * dim;
    if (offsets === null) {
      for (let b = 0; b < size; b++, to += width) {
        const from = rows[b]! * dim;
        for (let d = 0; d < dim; d++) out[to + d] = table[from + d]!;
      }
    } else {
      for (let b = 0; b < size; b++, to += width) {
        poolRows(table, dim, rows, offsets[b]!, offsets[b + 1]!, out, to);
      }
    }
  }
}
