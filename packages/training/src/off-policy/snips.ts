import { ratioStatistic, type Statistic } from '@placard/ranking';
import { importanceWeights } from './importance-weights.ts';
import type { LoggedRound } from './logged-round.ts';

/**
 * Self-normalised IPS: sum of w r over sum of w (Swaminathan and Joachims, NIPS 2015). Never leaves the range of
 * the rewards; its bias vanishes with the number of rounds. Null where no logged action is one of the policy's.
 */
export function snips(rounds: readonly LoggedRound[], maxWeight?: number): Statistic {
  const { weights } = importanceWeights(rounds, maxWeight);
  return ratioStatistic(
    weights.map((weight, i) => weight * rounds[i]!.reward),
    weights,
  );
}
