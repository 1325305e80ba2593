import { ratioStatistic, type Statistic } from '@placard/ranking';
import type { LoggedRound } from './logged-round.ts';
import { visitWeights } from './visit-weights.ts';

/**
 * Reward per visit by per-decision importance sampling: mean over visits of the sum of w_t r_t, where w_t is the
 * product of weights up to t (Precup, Sutton and Singh, ICML 2000). Unbiased; its variance grows with a visit's length.
 */
export function visitIps(visits: readonly (readonly LoggedRound[])[]): Statistic {
  const weights = visitWeights(visits);
  return ratioStatistic(
    visits.map((visit, i) =>
      visit.reduce((sum, { reward }, t) => sum + weights[i]![t]! * reward, 0),
    ),
    new Float64Array(visits.length).fill(1),
  );
}
