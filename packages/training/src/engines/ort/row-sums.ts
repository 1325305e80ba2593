import type { BatchCells } from './batch-rows.ts';
import type { TouchedRows } from './row-rules/row-rule.ts';

/** Cells that read rows of a table, and the gradient [count, dim] of what they read. */
export interface RowReads {
  readonly cells: BatchCells;
  readonly count: number;
  readonly gradient: Float32Array;
}

const NOTHING = { rows: new Int32Array(0), gradients: new Float32Array(0) };

/**
 * The gradient of each distinct row of a batch: a row met twice has the sum. Places with a negative
 * row take no part. Grows to the largest batch, unless it lies over given arrays, which suffice.
 */
export class RowSums implements TouchedRows {
  readonly dim: number;
  /** By row: its slot, plus one; 0 when not met. */
  readonly #slotOfRow: Int32Array;
  count = 0;
  rows: Int32Array;
  gradients: Float32Array;

  constructor(
    rowCount: number,
    dim: number,
    over: { readonly rows: Int32Array; readonly gradients: Float32Array } = NOTHING,
  ) {
    this.dim = dim;
    this.#slotOfRow = new Int32Array(rowCount);
    this.rows = over.rows;
    this.gradients = over.gradients;
  }

  collect(reads: readonly RowReads[]): void {
    this.count = 0;
    this.#reserve(
      reads.reduce(
        (sum, { cells, count }) => sum + (cells.offsets === null ? count : cells.offsets[count]!),
        0,
      ),
    );
    for (const { cells, count, gradient } of reads) {
      if (cells.offsets === null) this.#add(cells.rows, count, gradient);
      else this.#addPooled(cells.rows, cells.offsets, count, gradient);
    }
    this.#forget();
  }

  /** The rows of several sums that are `lane`'s of `lanes`; parts add up in their order. */
  merge(parts: readonly TouchedRows[], lane: number, lanes: number): void {
    const { dim } = this;
    this.count = 0;
    this.#reserve(parts.reduce((sum, { count }) => sum + count, 0));
    for (const { rows, gradients, count } of parts) {
      for (let slot = 0; slot < count; slot++) {
        const row = rows[slot]!;
        if (row % lanes === lane) this.#addOne(row, gradients, slot * dim);
      }
    }
    this.#forget();
  }

  #reserve(values: number): void {
    const distinct = Math.min(values, this.#slotOfRow.length);
    if (this.rows.length >= distinct) return;
    this.rows = new Int32Array(distinct);
    this.gradients = new Float32Array(distinct * this.dim);
  }

  #add(rows: Int32Array, count: number, gradient: Float32Array): void {
    for (let cell = 0; cell < count; cell++) {
      if (rows[cell]! >= 0) this.#addOne(rows[cell]!, gradient, cell * this.dim);
    }
  }

  #addOne(row: number, gradient: Float32Array, at: number): void {
    const { dim, gradients } = this;
    const known = this.#slotOfRow[row]!;
    let from = at;
    const end = at + dim;
    if (known === 0) {
      let to = this.#claim(row) * dim;
      // Four at a time: the loop would cost as much as the copy.
      for (; from + 4 <= end; from += 4, to += 4) {
        gradients[to] = gradient[from]!;
        gradients[to + 1] = gradient[from + 1]!;
        gradients[to + 2] = gradient[from + 2]!;
        gradients[to + 3] = gradient[from + 3]!;
      }
      while (from < end) gradients[to++] = gradient[from++]!;
    } else {
      let to = (known - 1) * dim;
      for (; from + 4 <= end; from += 4, to += 4) {
        gradients[to] = gradients[to]! + gradient[from]!;
        gradients[to + 1] = gradients[to + 1]! + gradient[from + 1]!;
        gradients[to + 2] = gradients[to + 2]! + gradient[from + 2]!;
        gradients[to + 3] = gradients[to + 3]! + gradient[from + 3]!;
      }
      for (; from < end; from++, to++) gradients[to] = gradients[to]! + gradient[from]!;
    }
  }

  /** Cells that are means of several rows, which share the cell's gradient. */
  #addPooled(rows: Int32Array, offsets: Int32Array, count: number, gradient: Float32Array): void {
    const { dim, gradients } = this;
    for (let cell = 0, from = 0; cell < count; cell++, from += dim) {
      const end = offsets[cell + 1]!;
      const part = 1 / (end - offsets[cell]!);
      for (let i = offsets[cell]!; i < end; i++) {
        const known = this.#slotOfRow[rows[i]!]!;
        if (known === 0) {
          const to = this.#claim(rows[i]!) * dim;
          for (let d = 0; d < dim; d++) gradients[to + d] = gradient[from + d]! * part;
        } else {
          const to = (known - 1) * dim;
          for (let d = 0; d < dim; d++) {
            gradients[to + d] = gradients[to + d]! + gradient[from + d]! * part;
          }
        }
      }
    }
  }

  #claim(row: number): number {
    this.rows[this.count] = row;
    this.#slotOfRow[row] = this.count + 1;
    return this.count++;
  }

  #forget(): void {
    for (let slot = 0; slot < this.count; slot++) this.#slotOfRow[this.rows[slot]!] = 0;
  }
}
