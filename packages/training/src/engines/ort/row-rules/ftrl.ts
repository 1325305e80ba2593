import type { RowRule } from './row-rule.ts';

/** Added to every root, so that the first steps are bounded (beta in the paper). */
const BETA = 1;

/**
 * FTRL-proximal without L1 (McMahan et al., KDD 2013, algorithm 1): z += g - sigma * w with
 * sigma = (sqrt(n + g^2) - sqrt(n)) / rate, then w = -z / ((beta + sqrt(n)) / rate + l2).
 * A row's first meeting takes its starting weight into z, so that tables need not start at 0.
 */
export const ftrlRows: RowRule = {
  stateCount: 2,
  apply({ count, rows, gradients, dim }, weights, [z, n], { learningRate, l2 }) {
    if (!z || !n) throw new TypeError('FTRL keeps two arrays');
    for (let slot = 0, from = 0; slot < count; slot++) {
      const start = rows[slot]! * dim;
      for (let to = start; to < start + dim; to++) {
        const g = gradients[from++]!;
        const weight = weights[to]!;
        const before = n[to]!;
        if (before === 0) z[to] = -weight * (BETA / learningRate + l2);
        const after = before + g * g;
        const sigma = (Math.sqrt(after) - Math.sqrt(before)) / learningRate;
        z[to] = z[to]! + g - sigma * weight;
        n[to] = after;
        weights[to] = -z[to]! / ((BETA + Math.sqrt(after)) / learningRate + l2);
      }
    }
  },
};
