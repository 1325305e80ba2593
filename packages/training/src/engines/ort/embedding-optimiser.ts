import type { Random } from '@placard/domain';
import type { EmbeddingInputSpec } from '../../models/model-definition.ts';
import type { BatchColumn } from './batch-columns.ts';
import type { EmbeddingTables } from './embedding-lookup.ts';

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
export class EmbeddingOptimiser implements EmbeddingTables {
  readonly spec: EmbeddingInputSpec;
  readonly tables: readonly Float32Array[];
  /** Sums of squared gradients, laid out as the tables. */
  readonly squares: readonly Float32Array[];
  /** By table row: where its gradient gathers in this batch, plus one; 0 when not met yet. */
  readonly #slotOfRow: readonly Int32Array[];
  #touched = new Int32Array(0);
  #sums = new Float32Array(0);

  constructor(spec: EmbeddingInputSpec, rowsByFeature: readonly number[]) {
    this.spec = spec;
    this.tables = rowsByFeature.map((rows) => new Float32Array(rows * spec.dim));
    this.squares = rowsByFeature.map((rows) => new Float32Array(rows * spec.dim));
    this.#slotOfRow = rowsByFeature.map((rows) => new Int32Array(rows));
  }

  initialise(random: Random): void {
    for (const table of this.tables) {
      for (let i = 0; i < table.length; i++) table[i] = (2 * random() - 1) * INITIAL_SPREAD;
    }
  }

  /** One step from the gradient [size, features * dim]; a row met twice counts once, summed. */
  update(
    columns: readonly BatchColumn[],
    size: number,
    gradient: Float32Array,
    step: EmbeddingStep,
  ): void {
    for (let feature = 0; feature < this.tables.length; feature++) {
      const touched = this.#sumByRow(feature, columns[feature]!, size, gradient);
      this.#adagrad(feature, touched, step);
    }
  }

  /** Sums the gradient of each distinct row into a slot of its own; returns how many there are. */
  #sumByRow(
    feature: number,
    { rows, offsets }: BatchColumn,
    size: number,
    gradient: Float32Array,
  ): number {
    const { dim } = this.spec;
    const width = this.tables.length * dim;
    const slotOfRow = this.#slotOfRow[feature]!;
    this.#reserve(offsets === null ? size : offsets[size]!);
    const sums = this.#sums;
    const touched = this.#touched;
    let count = 0;
    for (let b = 0, from = feature * dim; b < size; b++, from += width) {
      const start = offsets === null ? b : offsets[b]!;
      const end = offsets === null ? b + 1 : offsets[b + 1]!;
      const share = 1 / (end - start);
      for (let i = start; i < end; i++) {
        const row = rows[i]!;
        const slot = slotOfRow[row]!;
        if (slot === 0) {
          touched[count] = row;
          slotOfRow[row] = count + 1;
          const to = count++ * dim;
          for (let d = 0; d < dim; d++) sums[to + d] = gradient[from + d]! * share;
        } else {
          const to = (slot - 1) * dim;
          for (let d = 0; d < dim; d++) sums[to + d] = sums[to + d]! + gradient[from + d]! * share;
        }
      }
    }
    return count;
  }

  #adagrad(feature: number, count: number, { learningRate, l2 }: EmbeddingStep): void {
    const { dim } = this.spec;
    const table = this.tables[feature]!;
    const squares = this.squares[feature]!;
    const slotOfRow = this.#slotOfRow[feature]!;
    for (let slot = 0; slot < count; slot++) {
      const row = this.#touched[slot]!;
      slotOfRow[row] = 0;
      const from = slot * dim;
      const to = row * dim;
      for (let d = 0; d < dim; d++) {
        const g = this.#sums[from + d]! + l2 * table[to + d]!;
        const square = squares[to + d]! + g * g;
        squares[to + d] = square;
        table[to + d] = table[to + d]! - (learningRate * g) / (Math.sqrt(square) + EPSILON);
      }
    }
  }

  #reserve(values: number): void {
    if (this.#touched.length >= values) return;
    this.#touched = new Int32Array(values);
    this.#sums = new Float32Array(values * this.spec.dim);
  }
}
