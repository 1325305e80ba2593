import { ratioStatistic, type Statistic } from '@placard/ranking';
import { importanceWeights } from './importance-weights.ts';
import type { ModelledRound } from './logged-round.ts';

/**
 * Switch-DR: mean of q(x, policy) + w (r - q(x, a)) [w <= switchAt] (Wang, Agarwal and Dudik, ICML 2017). Rounds of
 * large weight are left to the reward model: 0 is the direct method, infinity doubly robust.
 */
export function switchDr(rounds: readonly ModelledRound[], switchAt: number): Statistic {
  const { weights } = importanceWeights(rounds);
  return ratioStatistic(
    rounds.map(({ reward, modelledReward, modelledPolicyReward }, i) => {
      const weight = weights[i]!;
      return modelledPolicyReward + (weight <= switchAt ? weight * (reward - modelledReward) : 0);
    }),
    new Float64Array(rounds.length).fill(1),
  );
}
