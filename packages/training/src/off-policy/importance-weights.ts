import type { LoggedRound } from './logged-round.ts';

export interface ImportanceWeights {
  /** policy(a | x) / behaviour(a | x), at most `maxWeight`. */
  readonly weights: Float64Array;
  /** (sum w)^2 / sum w^2 (Kish, 1965): how many rounds of the judged policy itself the log is worth. */
  readonly effectiveSampleSize: number;
  /** 1 in expectation: far from it, the logged propensities are not those that decided. */
  readonly meanWeight: number;
  /** Share of rounds whose weight was cut: the bias that bought a smaller variance. */
  readonly clippedShare: number;
}

/** Weights that turn a log into one of another policy. @throws RangeError for a propensity outside (0, 1]. */
export function importanceWeights(
  rounds: readonly LoggedRound[],
  maxWeight = Number.POSITIVE_INFINITY,
): ImportanceWeights {
  if (rounds.length === 0) throw new RangeError('no logged rounds');
  const weights = new Float64Array(rounds.length);
  let sum = 0;
  let squares = 0;
  let clipped = 0;
  rounds.forEach(({ propensity, policyPropensity }, i) => {
    if (!(propensity > 0 && propensity <= 1)) {
      throw new RangeError(`round ${i} was logged with propensity ${propensity}`);
    }
    if (!(policyPropensity >= 0 && policyPropensity <= 1)) {
      throw new RangeError(`round ${i} has policy propensity ${policyPropensity}`);
    }
    const weight = policyPropensity / propensity;
    if (weight > maxWeight) clipped++;
    const kept = Math.min(weight, maxWeight);
    weights[i] = kept;
    sum += kept;
    squares += kept * kept;
  });
  return {
    weights,
    effectiveSampleSize: squares === 0 ? 0 : (sum * sum) / squares,
    meanWeight: sum / rounds.length,
    clippedShare: clipped / rounds.length,
  };
}
