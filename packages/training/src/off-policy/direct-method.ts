import { ratioStatistic, type Statistic } from '@placard/ranking';
import type { ModelledRound } from './logged-round.ts';

/**
 * Direct method: mean of sum_a policy(a | x) q(x, a) (Beygelzimer and Langford, KDD 2009). As good as the reward
 * model q: little variance, and all of its bias.
 */
export function directMethod(rounds: readonly ModelledRound[]): Statistic {
  return ratioStatistic(
    rounds.map(({ modelledPolicyReward }) => modelledPolicyReward),
    new Float64Array(rounds.length).fill(1),
  );
}
