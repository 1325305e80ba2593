import type { RowRule } from './row-rule.ts';

const EPSILON = 1e-10;

/** Adagrad (Duchi et al., 2011): w -= rate * g / sqrt(sum of g^2). */
export const adagradRows: RowRule = {
  stateCount: 1,
  apply({ count, rows, gradients, dim }, weights, [squares], { learningRate, l2 }) {
    if (!squares) throw new TypeError('Adagrad keeps one array');
    for (let slot = 0, from = 0; slot < count; slot++) {
      const start = rows[slot]! * dim;
      for (let to = start; to < start + dim; to++) {
        const weight = weights[to]!;
        const g = gradients[from++]! + l2 * weight;
        const square = squares[to]! + g * g;
        squares[to] = square;
        weights[to] = weight - (learningRate * g) / (Math.sqrt(square) + EPSILON);
      }
    }
  },
};
