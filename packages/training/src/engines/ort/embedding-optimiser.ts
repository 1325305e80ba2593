import type { Random } from '@placard/domain';
import type { EmbeddingInputSpec } from '../../models/model-definition.ts';
import { type EmbeddingTables, emptyTables } from './embedding-tables.ts';
import { type AllocateFloats, privateFloats } from './float-memory.ts';
import { adagradRows } from './row-rules/adagrad.ts';
import type { RowRule, RowStep, TouchedRows } from './row-rules/row-rule.ts';
import { type RowReads, RowSums } from './row-sums.ts';

/**
 * Moves embedding tables that stay outside the graph: a step reads and writes only the rows its
 * batch names (the parameter-server cut of DLRM, arXiv:1906.00091).
 */
export class EmbeddingOptimiser {
  readonly embedding: EmbeddingTables;
  /** What the rule remembers, laid out as the stacked tables. */
  readonly states: readonly Float32Array[];
  readonly sums: RowSums;
  readonly #rule: RowRule;

  constructor(
    embedding: EmbeddingTables,
    rule: RowRule,
    states: readonly Float32Array[],
    sums = new RowSums(embedding.stacked.length / embedding.spec.dim, embedding.spec.dim),
  ) {
    this.embedding = embedding;
    this.states = states;
    this.sums = sums;
    this.#rule = rule;
  }

  static create(
    spec: EmbeddingInputSpec,
    rowsByFeature: readonly number[],
    rule: RowRule = adagradRows,
    allocate: AllocateFloats = privateFloats,
  ): EmbeddingOptimiser {
    const embedding = emptyTables(spec, rowsByFeature, allocate);
    const states = Array.from({ length: rule.stateCount }, () =>
      allocate(embedding.stacked.length),
    );
    return new EmbeddingOptimiser(embedding, rule, states);
  }

  /** Uniform over -spread to spread. */
  initialise(random: Random, spread: number): void {
    const { stacked } = this.embedding;
    for (let i = 0; i < stacked.length; i++) stacked[i] = (2 * random() - 1) * spread;
  }

  /** One step from what the batch read; a row read twice is updated once, with the sum. */
  update(reads: readonly RowReads[], step: RowStep): void {
    this.sums.collect(reads);
    this.apply(this.sums, step);
  }

  /** One step from sums that name each row once. */
  apply(touched: TouchedRows, step: RowStep): void {
    this.#rule.apply(touched, this.embedding.stacked, this.states, step);
  }
}
