import type { TrainingData } from '../../dataset/training-data.ts';

/** One feature of a batch. Row b reads `rows[offsets[b]..offsets[b + 1]]`, or `rows[b]` without offsets. */
export interface BatchColumn {
  readonly rows: Int32Array;
  readonly offsets: Int32Array | null;
}

/**
 * Turns the rows of a batch, scattered over the data set, into short columns. Each step then walks
 * one feature at a time over memory that fits the cache.
 */
export class BatchColumns {
  readonly #columns: { rows: Int32Array; offsets: Int32Array; single: boolean }[];

  constructor(featureCount: number, batchSize: number) {
    this.#columns = Array.from({ length: featureCount }, () => ({
      rows: new Int32Array(batchSize),
      offsets: new Int32Array(batchSize + 1),
      single: true,
    }));
  }

  load({ encoded }: TrainingData, positions: Uint32Array): readonly BatchColumn[] {
    const columns = this.#columns;
    const { rows, offsets } = encoded;
    for (const column of columns) column.single = true;
    for (let b = 0; b < positions.length; b++) {
      const cell = positions[b]! * columns.length;
      let start = offsets[cell]!;
      for (let feature = 0; feature < columns.length; feature++) {
        const column = columns[feature]!;
        const end = offsets[cell + feature + 1]!;
        let at = column.offsets[b]!;
        if (end - start !== 1) column.single = false;
        if (at + end - start > column.rows.length) grow(column, at + end - start);
        for (let i = start; i < end; i++) column.rows[at++] = rows[i]!;
        column.offsets[b + 1] = at;
        start = end;
      }
    }
    return columns.map((column) => ({
      rows: column.rows,
      offsets: column.single ? null : column.offsets,
    }));
  }
}

function grow(column: { rows: Int32Array }, needed: number): void {
  const larger = new Int32Array(Math.max(needed, 2 * column.rows.length));
  larger.set(column.rows);
  column.rows = larger;
}
