import type { Random } from '@placard/domain';
import type { EmbeddingInputSpec } from '../../models/model-definition.ts';
import type { BatchCells } from './batch-rows.ts';
import { type EmbeddingTables, emptyTables } from './embedding-tables.ts';

const EPSILON = 1e-10;
const INITIAL_SPREAD = 0.05;

export interface EmbeddingStep {
  readonly learningRate: number;
  /** Decay of the rows a batch used; rows it did not use stay as they are. */
  readonly l2: number;
}

/**
 * Adagrad (Duchi et al., 2011) over embedding tables that stay outside the graph: a step reads and
 * writes only the rows its batch names (the parameter-server cut of DLRM, arXiv:1906.00091).
 */
export class EmbeddingOptimiser {
  readonly embedding: EmbeddingTables;
  /** Sums of squared gradients, laid out as the stacked tables. */
  readonly squares: Float32Array;
  /** By row: where its gradient gathers in this batch, plus one; 0 when not met yet. */
  readonly #slotOfRow: Int32Array;
  #touched = new Int32Array(0);
  #sums = new Float32Array(0);

  constructor(spec: EmbeddingInputSpec, rowsByFeature: readonly number[]) {
    this.embedding = emptyTables(spec, rowsByFeature);
    this.squares = new Float32Array(this.embedding.stacked.length);
    this.#slotOfRow = new Int32Array(this.squares.length / spec.dim);
  }

  initialise(random: Random): void {
    const { stacked } = this.embedding;
    for (let i = 0; i < stacked.length; i++) stacked[i] = (2 * random() - 1) * INITIAL_SPREAD;
  }

  /** One step from the gradient [cells, dim]; a row met twice is updated once, with the sum. */
  update(batch: BatchCells, cells: number, gradient: Float32Array, step: EmbeddingStep): void {
    this.#reserve(batch.offsets === null ? cells : batch.offsets[cells]!);
    const count =
      batch.offsets === null
        ? this.#sumByRow(batch.rows, cells, gradient)
        : this.#sumByPooledRow(batch.rows, batch.offsets, cells, gradient);
    this.#adagrad(count, step);
  }

  /** Sums the gradient of each distinct row into a slot of its own; returns how many there are. */
  #sumByRow(rows: Int32Array, cells: number, gradient: Float32Array): number {
    const { dim } = this.embedding.spec;
    const sums = this.#sums;
    let count = 0;
    for (let cell = 0, from = 0; cell < cells; cell++) {
      const known = this.#slotOfRow[rows[cell]!]!;
      if (known === 0) {
        let to = count * dim;
        this.#claim(rows[cell]!, count++);
        for (let d = 0; d < dim; d++) sums[to++] = gradient[from++]!;
      } else {
        let to = (known - 1) * dim;
        for (let d = 0; d < dim; d++, to++) sums[to] = sums[to]! + gradient[from++]!;
      }
    }
    return count;
  }

  /** As above where cells are means of several rows, which share the cell's gradient. */
  #sumByPooledRow(
    rows: Int32Array,
    offsets: Int32Array,
    cells: number,
    gradient: Float32Array,
  ): number {
    const { dim } = this.embedding.spec;
    const sums = this.#sums;
    let count = 0;
    for (let cell = 0, from = 0; cell < cells; cell++, from += dim) {
      const end = offsets[cell + 1]!;
      const share = 1 / (end - offsets[cell]!);
      for (let i = offsets[cell]!; i < end; i++) {
        const known = this.#slotOfRow[rows[i]!]!;
        if (known === 0) {
          const to = count * dim;
          this.#claim(rows[i]!, count++);
          for (let d = 0; d < dim; d++) sums[to + d] = gradient[from + d]! * share;
        } else {
          const to = (known - 1) * dim;
          for (let d = 0; d < dim; d++) sums[to + d] = sums[to + d]! + gradient[from + d]! * share;
        }
      }
    }
    return count;
  }

  #claim(row: number, slot: number): void {
    this.#touched[slot] = row;
    this.#slotOfRow[row] = slot + 1;
  }

  #adagrad(count: number, { learningRate, l2 }: EmbeddingStep): void {
    const { stacked, spec } = this.embedding;
    const { dim } = spec;
    const squares = this.squares;
    const sums = this.#sums;
    for (let slot = 0, from = 0; slot < count; slot++) {
      const row = this.#touched[slot]!;
      this.#slotOfRow[row] = 0;
      for (let to = row * dim, end = to + dim; to < end; to++) {
        const weight = stacked[to]!;
        const g = sums[from++]! + l2 * weight;
        const square = squares[to]! + g * g;
        squares[to] = square;
        stacked[to] = weight - (learningRate * g) / (Math.sqrt(square) + EPSILON);
      }
    }
  }

  #reserve(values: number): void {
    if (this.#touched.length >= values) return;
    this.#touched = new Int32Array(values);
    this.#sums = new Float32Array(values * this.embedding.spec.dim);
  }
}
