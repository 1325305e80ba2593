import { ratioStatistic, type Statistic } from '@placard/ranking';
import { importanceWeights } from './importance-weights.ts';
import type { ModelledRound } from './logged-round.ts';

/**
 * Doubly robust: mean of q(x, policy) + w (r - q(x, a)) (Dudik, Langford and Li, ICML 2011). Unbiased when either
 * the propensities or the reward model are right.
 */
export function doublyRobust(rounds: readonly ModelledRound[], maxWeight?: number): Statistic {
  const { weights } = importanceWeights(rounds, maxWeight);
  return ratioStatistic(
    rounds.map(
      ({ reward, modelledReward, modelledPolicyReward }, i) =>
        modelledPolicyReward + weights[i]! * (reward - modelledReward),
    ),
    new Float64Array(rounds.length).fill(1),
  );
}
