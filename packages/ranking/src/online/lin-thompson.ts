import type { Random } from '@placard/domain';
import type { Pick } from '../exploration/plackett-luce.ts';
import { cholesky, dot, drawWeights, type Gaussian } from './gaussian.ts';
import { largest, pickFromDistribution } from './pick-from-distribution.ts';

/**
 * Thompson sampling over a Gaussian belief (Agrawal and Goyal, ICML 2013), for linear rewards and logits alike. Draws
 * the weights `draws` times and picks each arm with the share of draws in which it was best, mixed with a share
 * `exploration` of the uniform: over the draws this picks as a single draw would, and the propensity is the very
 * probability used, not an estimate. Without `exploration`, arms that won no draw have none.
 */
export function pickThompsonWeights(
  belief: Gaussian,
  arms: readonly ArrayLike<number>[],
  options: { readonly scale: number; readonly draws: number; readonly exploration: number },
  random: Random,
): Pick {
  const { scale, draws, exploration } = options;
  if (arms.length === 0) throw new RangeError('nothing to pick from');
  const lower = cholesky(belief);
  const probabilities = new Float64Array(arms.length).fill(exploration / arms.length);
  for (let draw = 0; draw < draws; draw++) {
    const weights = drawWeights(belief, lower, scale, random);
    probabilities[largest(arms.map((x) => dot(weights, x)))]! += (1 - exploration) / draws;
  }
  const greedy = largest(arms.map((x) => dot(belief.mean, x)));
  return pickFromDistribution(probabilities, greedy, random);
}
