import type { Random } from '@placard/domain';
import type { Pick } from '../exploration/plackett-luce.ts';

/** Draws an index from probabilities that sum to 1; its propensity is the probability itself. */
export function pickFromDistribution(
  probabilities: ArrayLike<number>,
  greedy: number,
  random: Random,
): Pick {
  let left = random();
  let index = -1;
  for (let i = 0; i < probabilities.length; i++) {
    if (!((probabilities[i] as number) > 0)) continue;
    index = i;
    left -= probabilities[i] as number;
    if (left < 0) break;
  }
  if (index < 0) throw new RangeError('nothing to pick from');
  const propensity = probabilities[index] as number;
  return { index, propensity, estimated: false, explored: index !== greedy };
}

/** Position of the largest, the first of equals. */
export function largest(scores: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) {
    if ((scores[i] as number) > (scores[best] as number)) best = i;
  }
  return best;
}
