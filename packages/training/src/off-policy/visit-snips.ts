import type { Statistic } from '@placard/ranking';
import type { LoggedRound } from './logged-round.ts';
import { visitWeights } from './visit-weights.ts';

/**
 * Reward per visit by weighted per-decision importance sampling: for each t, the sum of w_t r_t over visits over the
 * sum of w_t, added up (Precup, Sutton and Singh, ICML 2000). A visit that has ended keeps its last weight and earns
 * nothing. Little variance, a bias that vanishes with the number of visits.
 */
export function visitSnips(visits: readonly (readonly LoggedRound[])[]): Statistic {
  const weights = visitWeights(visits);
  const longest = visits.reduce((most, { length }) => Math.max(most, length), 0);
  return (times) => {
    let value = 0;
    for (let t = 0; t < longest; t++) {
      let above = 0;
      let below = 0;
      visits.forEach((visit, i) => {
        const weight = times[i]! * weights[i]![Math.min(t, visit.length - 1)]!;
        below += weight;
        if (t < visit.length) above += weight * visit[t]!.reward;
      });
      if (below === 0) return null;
      value += above / below;
    }
    return value;
  };
}
