import { z } from 'zod';
import type { SparseVector } from './hash-features.ts';
import { sigmoid } from './sigmoid.ts';

export const ftrlStateSchema = z.object({
  kind: z.literal('ftrl'),
  alpha: z.number().positive(),
  beta: z.number().nonnegative(),
  l1: z.number().nonnegative(),
  l2: z.number().nonnegative(),
  /** [coordinate, z, n] of each coordinate that was ever touched. */
  coordinates: z.array(z.tuple([z.int().nonnegative(), z.number(), z.number().nonnegative()])),
});
export type FtrlState = z.infer<typeof ftrlStateSchema>;

/** A logistic regression that learns from one outcome at a time. */
export interface Ftrl {
  /** P(click); `offset` is a logit to start from, such as that of a trained model or of the overall rate. */
  predict(x: SparseVector, offset?: number): number;
  /** `importance` of the outcome, such as an inverse propensity; `offset` as it was predicted with. */
  learn(
    x: SparseVector,
    clicked: boolean,
    given?: { readonly importance?: number; readonly offset?: number },
  ): void;
  /** w of a coordinate: zero unless |z| exceeds l1. */
  weight(coordinate: number): number;
  state(): FtrlState;
}

/**
 * FTRL-proximal logistic regression (McMahan et al., KDD 2013, algorithm 1): each coordinate has its own learning
 * rate alpha / (beta + sqrt(n)), n the sum of squared gradients; l1 keeps rare coordinates at exactly zero.
 */
export function createFtrl(
  options: Partial<Omit<FtrlState, 'kind' | 'coordinates'>> | FtrlState = {},
): Ftrl {
  const { alpha = 0.1, beta = 1, l1 = 0, l2 = 1 } = options;
  const zs = new Map<number, number>();
  const ns = new Map<number, number>();
  if ('coordinates' in options) {
    for (const [coordinate, z, n] of ftrlStateSchema.parse(options).coordinates) {
      zs.set(coordinate, z);
      ns.set(coordinate, n);
    }
  }
  const weight = (coordinate: number) => {
    const z = zs.get(coordinate) ?? 0;
    if (Math.abs(z) <= l1) return 0;
    const rate = (beta + Math.sqrt(ns.get(coordinate) ?? 0)) / alpha;
    return -(z - Math.sign(z) * l1) / (rate + l2);
  };
  const predict = ({ indices, values }: SparseVector, offset = 0) =>
    sigmoid(indices.reduce((sum, index, i) => sum + weight(index) * values[i]!, offset));
  return {
    predict,
    weight,
    learn: (x, clicked, { importance = 1, offset = 0 } = {}) => {
      const error = (predict(x, offset) - Number(clicked)) * importance;
      x.indices.forEach((index, i) => {
        const gradient = error * x.values[i]!;
        const n = ns.get(index) ?? 0;
        const sigma = (Math.sqrt(n + gradient * gradient) - Math.sqrt(n)) / alpha;
        zs.set(index, (zs.get(index) ?? 0) + gradient - sigma * weight(index));
        ns.set(index, n + gradient * gradient);
      });
    },
    state: () => ({
      kind: 'ftrl',
      alpha,
      beta,
      l1,
      l2,
      coordinates: [...zs].map(([coordinate, z]) => [coordinate, z, ns.get(coordinate)!]),
    }),
  };
}
