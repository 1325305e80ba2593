import type { TrainingData } from '../../dataset/training-data.ts';

/**
 * The embedding rows of a batch, cell after cell (all features of the first row, then of the next).
 * Rows count over the stacked tables of all features. Cell c reads `rows[offsets[c]..offsets[c + 1]]`,
 * or `rows[c]` where every cell has one value and offsets are absent.
 */
export interface BatchCells {
  readonly rows: Int32Array;
  readonly offsets: Int32Array | null;
}

/** Collects the scattered rows of a batch into buffers that are reused. */
export class BatchRows {
  readonly #firstRow: Int32Array;
  readonly #offsets: Int32Array;
  #rows: Int32Array;

  constructor(rowsByFeature: readonly number[], batchSize: number) {
    this.#firstRow = firstRows(rowsByFeature);
    this.#rows = new Int32Array(batchSize * rowsByFeature.length);
    this.#offsets = new Int32Array(batchSize * rowsByFeature.length + 1);
  }

  load({ encoded }: TrainingData, positions: Uint32Array): BatchCells {
    const firstRow = this.#firstRow;
    const features = firstRow.length;
    const offsets = this.#offsets;
    let to = 0;
    let cell = 0;
    for (let b = 0; b < positions.length; b++) {
      const first = positions[b]! * features;
      let from = encoded.offsets[first]!;
      this.#reserve(to + encoded.offsets[first + features]! - from, to);
      const rows = this.#rows;
      for (let feature = 0; feature < features; feature++) {
        const end = encoded.offsets[first + feature + 1]!;
        while (from < end) rows[to++] = firstRow[feature]! + encoded.rows[from++]!;
        offsets[++cell] = to;
      }
    }
    return { rows: this.#rows, offsets: to === cell ? null : offsets };
  }

  #reserve(needed: number, used: number): void {
    if (needed <= this.#rows.length) return;
    const larger = new Int32Array(2 * needed);
    larger.set(this.#rows.subarray(0, used));
    this.#rows = larger;
  }
}

/** Where each feature's table starts when tables are stacked. */
export function firstRows(rowsByFeature: readonly number[]): Int32Array {
  const first = new Int32Array(rowsByFeature.length);
  for (let f = 1; f < first.length; f++) first[f] = first[f - 1]! + rowsByFeature[f - 1]!;
  return first;
}
