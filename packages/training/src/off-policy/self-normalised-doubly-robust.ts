import { ratioStatistic, type Statistic } from '@placard/ranking';
import { directMethod } from './direct-method.ts';
import { importanceWeights } from './importance-weights.ts';
import type { ModelledRound } from './logged-round.ts';

/** Mean of q(x, policy), plus sum of w (r - q(x, a)) over sum of w (Thomas and Brunskill, ICML 2016). */
export function selfNormalisedDoublyRobust(
  rounds: readonly ModelledRound[],
  maxWeight?: number,
): Statistic {
  const { weights } = importanceWeights(rounds, maxWeight);
  const modelled = directMethod(rounds);
  const correction = ratioStatistic(
    rounds.map(({ reward, modelledReward }, i) => weights[i]! * (reward - modelledReward)),
    weights,
  );
  return (times) => {
    const base = modelled(times);
    const shift = correction(times);
    return base === null || shift === null ? null : base + shift;
  };
}
