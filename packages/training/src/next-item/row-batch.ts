import type { Segment } from './pack-sequences.ts';

/** Which positions of packed rows hold which items, and who may look at whom. Buffers are reused. */
export class RowBatch {
  readonly length: number;
  readonly #bothWays: boolean;
  /** Item at each position, [rows, T]; -1 where there is none or it is hidden. */
  readonly items: Int32Array;
  /** [rows, T, T]. */
  readonly visible: Float32Array;
  /** [rows, T, 1]: 1 where the item is hidden. */
  readonly masked: Float32Array;

  constructor(rows: number, length: number, bothWays: boolean) {
    this.length = length;
    this.#bothWays = bothWays;
    this.items = new Int32Array(rows * length);
    this.visible = new Float32Array(rows * length * length);
    this.masked = new Float32Array(rows * length);
  }

  clear(): void {
    this.items.fill(-1);
    this.visible.fill(0);
    this.masked.fill(0);
  }

  /** Lets the positions of a segment see one another: those before and itself, or all. */
  place(row: number, { start, length }: Segment): void {
    for (let i = 0; i < length; i++) {
      const from = (row * this.length + start + i) * this.length + start;
      this.visible.fill(1, from, from + (this.#bothWays ? length : i + 1));
    }
  }

  /** Fills [rows, T, D] with rows of the item table, zeros where there is no item. */
  gather(table: Float32Array, dim: number, rows: number, into: Float32Array): void {
    for (let position = 0; position < rows * this.length; position++) {
      const item = this.items[position]!;
      const at = position * dim;
      if (item < 0) into.fill(0, at, at + dim);
      else into.set(table.subarray(item * dim, (item + 1) * dim), at);
    }
  }
}
