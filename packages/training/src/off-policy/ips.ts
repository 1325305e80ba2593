import { ratioStatistic, type Statistic } from '@placard/ranking';
import { importanceWeights } from './importance-weights.ts';
import type { LoggedRound } from './logged-round.ts';

/**
 * Inverse propensity scoring, IPS or IPW: mean of w r (Horvitz and Thompson, 1952; Strehl et al., NIPS 2010).
 * Unbiased where the log gave every action of the judged policy a chance; its variance grows with the weights,
 * which `maxWeight` cuts (Ionides, 2008).
 */
export function ips(rounds: readonly LoggedRound[], maxWeight?: number): Statistic {
  const { weights } = importanceWeights(rounds, maxWeight);
  return ratioStatistic(
    weights.map((weight, i) => weight * rounds[i]!.reward),
    new Float64Array(rounds.length).fill(1),
  );
}
