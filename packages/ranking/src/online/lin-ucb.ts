import type { Random } from '@placard/domain';
import type { Pick } from '../exploration/plackett-luce.ts';
import { dot, type Gaussian, varianceAlong } from './gaussian.ts';
import { largest, pickFromDistribution } from './pick-from-distribution.ts';

/**
 * LinUCB with one parameter vector over (context, ad) features (Li et al., WWW 2010; Chu et al., AISTATS 2011): the
 * largest m.x + width sqrt(x' S x) wins. A share `exploration` of picks is uniform instead: without it the choice is
 * certain, its propensity 1, and its log can judge no other policy.
 */
export function pickLinUcb(
  belief: Gaussian,
  arms: readonly ArrayLike<number>[],
  options: { readonly width: number; readonly exploration: number },
  random: Random,
): Pick {
  const { width, exploration } = options;
  if (arms.length === 0) throw new RangeError('nothing to pick from');
  const means = arms.map((x) => dot(belief.mean, x));
  const bounds = arms.map(
    (x, i) => means[i]! + width * Math.sqrt(Math.max(0, varianceAlong(belief, x))),
  );
  const probabilities = new Float64Array(arms.length).fill(exploration / arms.length);
  probabilities[largest(bounds)]! += 1 - exploration;
  return pickFromDistribution(probabilities, largest(means), random);
}
