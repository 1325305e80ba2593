import { z } from 'zod';
import { dotRows, randomFactors, shuffled } from './factors.ts';
import type { Interactions } from './interactions.ts';
import { ratingMethod } from './rating-method.ts';

/**
 * Biased matrix factorisation by stochastic gradient descent: r(v,i) = mean + b_v + b_i + p_v . q_i, on the
 * squared error with an L2 penalty (Funk, 2006; Koren, Bell and Volinsky, Computer 2009). Vectors start
 * normal, viewers' drawn first; a viewer or item without ratings keeps to the mean and the other's bias.
 */
export const matrixFactorisation = ratingMethod({
  title: 'Matrix factorisation (SGD)',
  paper: 'Koren, Bell and Volinsky, Computer 2009',
  usesChance: true,
  settings: z.strictObject({
    dim: z.int().positive().default(100),
    epochs: z.int().positive().default(20),
    learningRate: z.number().positive().default(0.005),
    /** The rate of each epoch is this share of the last one's. */
    decay: z.number().gt(0).max(1).default(1),
    penalty: z.number().nonnegative().default(0.02),
    biasPenalty: z.number().nonnegative().default(0.02),
    initialDeviation: z.number().nonnegative().default(0.1),
    /** Otherwise each epoch takes the ratings in the order given. */
    shuffle: z.boolean().default(true),
  }),
  fit(ratings, settings, random) {
    const { dim, penalty, biasPenalty } = settings;
    const { viewers, items, values, viewerCount, itemCount } = ratings;
    const p = randomFactors(viewerCount, dim, settings.initialDeviation, random);
    const q = randomFactors(itemCount, dim, settings.initialDeviation, random);
    forgetUnseen(ratings, dim, p, q);
    const viewerBias = new Float64Array(viewerCount);
    const itemBias = new Float64Array(itemCount);
    let mean = 0;
    for (const value of values) mean += value / values.length;

    let rate = settings.learningRate;
    for (let epoch = 0; epoch < settings.epochs; epoch++, rate *= settings.decay) {
      const order = settings.shuffle ? shuffled(0, values.length, random) : null;
      for (let step = 0; step < values.length; step++) {
        const e = order ? order[step]! : step;
        const [v, i] = [viewers[e]!, items[e]!];
        const error = values[e]! - mean - viewerBias[v]! - itemBias[i]! - dotRows(p, v, q, i, dim);
        viewerBias[v]! += rate * (error - biasPenalty * viewerBias[v]!);
        itemBias[i]! += rate * (error - biasPenalty * itemBias[i]!);
        const [pFrom, qFrom] = [v * dim, i * dim];
        for (let f = 0; f < dim; f++) {
          const pf = p[pFrom + f]!;
          const qf = q[qFrom + f]!;
          p[pFrom + f] = pf + rate * (error * qf - penalty * pf);
          q[qFrom + f] = qf + rate * (error * pf - penalty * qf);
        }
      }
    }
    return {
      predict: (v, i) => mean + viewerBias[v]! + itemBias[i]! + dotRows(p, v, q, i, dim),
    };
  },
});

/** What no rating moves would otherwise add its random start to a prediction. */
export function forgetUnseen(
  { viewers, items, viewerCount, itemCount }: Interactions,
  dim: number,
  viewerFactors: Float64Array,
  itemFactors: Float64Array,
): void {
  const sides = [
    [viewers, viewerCount, viewerFactors],
    [items, itemCount, itemFactors],
  ] as const;
  for (const [rows, count, factors] of sides) {
    const seen = new Set(rows);
    for (let row = 0; row < count; row++) {
      if (!seen.has(row)) factors.fill(0, row * dim, (row + 1) * dim);
    }
  }
}
