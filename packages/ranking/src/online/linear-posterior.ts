import { z } from 'zod';
import {
  dot,
  type Gaussian,
  gaussianSchema,
  gaussianState,
  observe,
  restoreGaussian,
  sphericalGaussian,
} from './gaussian.ts';

export const linearPosteriorStateSchema = z.object({
  kind: z.literal('linear'),
  belief: gaussianSchema,
});
export type LinearPosteriorState = z.infer<typeof linearPosteriorStateSchema>;

/** Bayesian ridge regression of reward on features, one observation at a time. */
export interface LinearPosterior {
  readonly belief: Gaussian;
  learn(x: ArrayLike<number>, reward: number): void;
  state(): LinearPosteriorState;
}

/**
 * theta ~ N(A^-1 b, A^-1) with A = I / priorVariance + sum x x', b = sum x r: the regression inside LinUCB and linear
 * Thompson sampling, noise of variance 1. The inverse is kept up to date by rank-one steps.
 */
export function createLinearPosterior(
  options: { readonly dimension: number; readonly priorVariance?: number } | LinearPosteriorState,
): LinearPosterior {
  const belief =
    'belief' in options
      ? restoreGaussian(options.belief)
      : sphericalGaussian(new Float64Array(options.dimension), options.priorVariance ?? 1);
  return {
    belief,
    learn: (x, reward) => observe(belief, x, 1, reward - dot(belief.mean, x)),
    state: () => ({
      kind: 'linear',
      belief: gaussianState(belief),
    }),
  };
}
