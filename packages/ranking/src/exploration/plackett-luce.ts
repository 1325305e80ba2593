import type { Random } from '@placard/domain';

/** One pick: which of the offered, how probable it was, and whether chance rather than rank decided. */
export type Pick = {
  readonly index: number;
  readonly propensity: number;
  readonly estimated: boolean;
  readonly explored: boolean;
};

/**
 * Picks one of `weights` with probability proportional to its weight, by the Gumbel-max trick; repeated on
 * what remains, this is a Plackett-Luce ranking (Plackett, 1975; Luce, 1959; Kool et al., ICML 2019).
 */
export function gumbelPick(weights: ArrayLike<number>, random: Random): number {
  let best = -1;
  let bestKey = -Infinity;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (!(weight > 0)) continue;
    const key = Math.log(weight) - Math.log(-Math.log(1 - random()));
    if (best === -1 || key > bestKey) {
      best = i;
      bestKey = key;
    }
  }
  return best;
}

/**
 * By chance a Plackett-Luce pick among the first `shortlist` of `scores`, else the first: `scores` must descend.
 * `byChance` is a coin that falls so with probability `exploration`; the propensity is exact and covers both
 * sides of the coin. Scores at or below zero are explored only when none is above it.
 */
export function pickExploring(
  scores: ArrayLike<number>,
  { exploration, byChance }: { readonly exploration: number; readonly byChance: boolean },
  shortlist: number,
  random: Random,
): Pick {
  if (scores.length === 0) throw new RangeError('nothing to pick from');
  const weights = shortlistWeights(scores, Math.min(shortlist, scores.length));
  const index = byChance ? gumbelPick(weights, random) : 0;
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  const greedy = index === 0 ? 1 - exploration : 0;
  return {
    index,
    propensity: greedy + exploration * (weights[index]! / total),
    estimated: false,
    explored: byChance && index !== 0,
  };
}

function shortlistWeights(scores: ArrayLike<number>, count: number): Float64Array {
  const weights = new Float64Array(count);
  const top = scores[0]!;
  // Relative to the best, so that a weight neither overflows nor vanishes with the unit of the score.
  for (let i = 0; i < count; i++) weights[i] = top > 0 ? Math.max(0, scores[i]! / top) : 1;
  return weights;
}
