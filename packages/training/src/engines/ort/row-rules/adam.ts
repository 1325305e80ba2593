import type { RowRule, RowStep } from './row-rule.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (arXiv:1412.6980) whose moments move only for the rows of the batch ("lazy"): a row that
 * rests keeps its moments, as in torch.optim.SparseAdam. The bias correction counts all steps.
 */
export const adamRows: RowRule = {
  stateCount: 2,
  apply({ count, rows, gradients, dim }, weights, states, step) {
    const move = adamMoves(weights, states, dim, step);
    for (let slot = 0; slot < count; slot++) move(rows[slot]!, gradients, slot * dim);
  },
};

/** Moves one row along the gradient [dim] that lies at `from`. */
export function adamMoves(
  weights: Float32Array,
  [mean, variance]: readonly Float32Array[],
  dim: number,
  { step, learningRate, l2 }: RowStep,
): (row: number, gradients: Float32Array, from: number) => void {
  if (!mean || !variance) throw new TypeError('Adam keeps two arrays');
  const correction = Math.sqrt(1 - BETA_2 ** step);
  const rate = (learningRate * correction) / (1 - BETA_1 ** step);
  const epsilon = EPSILON * correction;
  return (row, gradients, at) => {
    let from = at;
    const start = row * dim;
    for (let to = start; to < start + dim; to++) {
      const weight = weights[to]!;
      const g = gradients[from++]! + l2 * weight;
      const m = BETA_1 * mean[to]! + (1 - BETA_1) * g;
      const v = BETA_2 * variance[to]! + (1 - BETA_2) * g * g;
      mean[to] = m;
      variance[to] = v;
      weights[to] = weight - (rate * m) / (Math.sqrt(v) + epsilon);
    }
  };
}
