import type { Random } from '@placard/domain';
import type { PartRows } from './sided-rows.ts';

/** A request with its candidates, encoded, and the model's logit of each. */
export type EncodedGroup = {
  readonly request: PartRows;
  readonly candidates: readonly { readonly ad: PartRows; readonly cross: PartRows }[];
  readonly logits: Float64Array;
};

const LEARNING_RATE = 0.1;
const EPOCHS = 12;
const L2 = 1e-4;
const INITIAL = 0.1;
/** What a request's mean error counts for: order within a request is what a pre-ranker is for. */
const LEVEL_SHARE = 0.2;

/**
 * The machine of ranking's pre-ranker (Rendle, ICDM 2010, its products kept between request and candidate),
 * fitted to another model's logits by squared error with Adagrad (Duchi et al., JMLR 2011). A table row holds
 * a weight, then `width` values of its vector.
 */
export class FactorisationMachine {
  readonly dim: number;
  readonly table: Float32Array;
  bias = 0;
  readonly #squares: Float32Array;

  constructor(rowCount: number, width: number, random: Random) {
    this.dim = width + 1;
    this.table = new Float32Array(rowCount * this.dim);
    this.#squares = new Float32Array(rowCount * this.dim).fill(1e-4);
    for (let i = 0; i < this.table.length; i++) {
      if (i % this.dim !== 0) this.table[i] = INITIAL * (2 * random() - 1);
    }
  }

  fit(groups: readonly EncodedGroup[], random: Random): void {
    const order = groups.map((_, i) => i);
    let sum = 0;
    let count = 0;
    for (const { logits } of groups) {
      for (const logit of logits) sum += logit;
      count += logits.length;
    }
    this.bias = count > 0 ? sum / count : 0;
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      shuffle(order, random);
      for (const i of order) this.#step(groups[i]!, LEARNING_RATE * (1 - epoch / EPOCHS));
    }
  }

  /** The logit of each candidate of a group. */
  logits({ request, candidates }: EncodedGroup): Float64Array {
    const r = this.#sum(request);
    return Float64Array.from(candidates, ({ ad, cross }) =>
      this.#logit(r, this.#sum(ad, this.#sum(cross))),
    );
  }

  #step(group: EncodedGroup, rate: number): void {
    const { request, candidates, logits } = group;
    const { dim } = this;
    const r = this.#sum(request);
    const others = candidates.map(({ ad, cross }) => this.#sum(ad, this.#sum(cross)));
    const errors = others.map((other, j) => this.#logit(r, other) - logits[j]!);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const ofRequest = new Float64Array(dim);
    const ofOther = new Float64Array(dim);
    candidates.forEach(({ ad, cross }, j) => {
      const error = errors[j]! - mean + LEVEL_SHARE * mean;
      ofRequest[0]! += error;
      ofOther[0] = error;
      for (let d = 1; d < dim; d++) {
        ofRequest[d]! += error * others[j]![d]!;
        ofOther[d] = error * r[d]!;
      }
      this.#update(ad, ofOther, rate);
      this.#update(cross, ofOther, rate);
    });
    for (let d = 0; d < dim; d++) ofRequest[d]! /= candidates.length;
    this.#update(request, ofRequest, rate);
  }

  #logit(request: Float64Array, other: Float64Array): number {
    let logit = this.bias + request[0]! + other[0]!;
    for (let d = 1; d < this.dim; d++) logit += request[d]! * other[d]!;
    return logit;
  }

  #sum({ rows, shares }: PartRows, into = new Float64Array(this.dim)): Float64Array<ArrayBuffer> {
    const { dim, table } = this;
    for (let i = 0; i < rows.length; i++) {
      const from = rows[i]! * dim;
      const share = shares[i]!;
      for (let d = 0; d < dim; d++) into[d]! += share * table[from + d]!;
    }
    return into;
  }

  #update({ rows, shares }: PartRows, gradient: Float64Array, rate: number): void {
    const { dim, table } = this;
    const squares = this.#squares;
    for (let i = 0; i < rows.length; i++) {
      const from = rows[i]! * dim;
      const share = shares[i]!;
      for (let d = 0; d < dim; d++) {
        const g = share * gradient[d]! + L2 * table[from + d]!;
        const square = squares[from + d]! + g * g;
        squares[from + d] = square;
        table[from + d]! -= (rate * g) / Math.sqrt(square);
      }
    }
  }
}

/** Fisher and Yates. */
function shuffle(order: number[], random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
