import { ratioStatistic, type Statistic } from '@placard/ranking';
import type { ModelledRound } from './logged-round.ts';
import { visitWeights } from './visit-weights.ts';

/**
 * Reward per visit, doubly robust (Jiang and Li, ICML 2016): backwards over a visit, v = V(s) + w (r + v' - Q(s, a)),
 * where `modelledReward` is Q(s, a), the click and the visit after it, and `modelledPolicyReward` V(s), its mean under
 * the policy. Unbiased where the propensities are right, with as much less variance as Q explains.
 */
export function visitDoublyRobust(visits: readonly (readonly ModelledRound[])[]): Statistic {
  visitWeights(visits);
  return ratioStatistic(
    visits.map((visit) =>
      visit.reduceRight(
        (after, { reward, propensity, policyPropensity, modelledReward, modelledPolicyReward }) =>
          modelledPolicyReward +
          (policyPropensity / propensity) * (reward + after - modelledReward),
        0,
      ),
    ),
    new Float64Array(visits.length).fill(1),
  );
}
