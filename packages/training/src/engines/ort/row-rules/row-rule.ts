/** The distinct rows that a batch met, and the gradient of each. */
export interface TouchedRows {
  readonly count: number;
  /** Row numbers over the stacked tables. */
  readonly rows: Int32Array;
  /** [count, dim]. */
  readonly gradients: Float32Array;
  readonly dim: number;
}

export interface RowStep {
  /** Counts from 1, over the run. */
  readonly step: number;
  readonly learningRate: number;
  /** Decay of the rows that move. */
  readonly l2: number;
  /** Of several threads with the same tables, this one moves the rows that are its own. */
  readonly part?: { readonly lane: number; readonly lanes: number };
}

/** How rows move along their gradient. What it remembers lies in arrays laid out as the tables. */
export interface RowRule {
  /** Arrays that it keeps, all zero at the start. */
  readonly stateCount: number;
  readonly apply: (
    touched: TouchedRows,
    weights: Float32Array,
    states: readonly Float32Array[],
    step: RowStep,
  ) => void;
}
