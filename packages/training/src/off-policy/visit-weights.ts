import type { LoggedRound } from './logged-round.ts';

/**
 * By visit and decision, the product of policy / behaviour over the visit's decisions up to it (Precup, Sutton and
 * Singh, ICML 2000). @throws RangeError for no visits, an empty one, or a propensity outside (0, 1].
 */
export function visitWeights(visits: readonly (readonly LoggedRound[])[]): Float64Array[] {
  if (visits.length === 0) throw new RangeError('no logged visits');
  return visits.map((visit, i) => {
    if (visit.length === 0) throw new RangeError(`visit ${i} has no decision`);
    let product = 1;
    return Float64Array.from(visit, ({ propensity, policyPropensity }) => {
      if (!(propensity > 0 && propensity <= 1)) {
        throw new RangeError(`visit ${i} was logged with propensity ${propensity}`);
      }
      if (!(policyPropensity >= 0 && policyPropensity <= 1)) {
        throw new RangeError(`visit ${i} has policy propensity ${policyPropensity}`);
      }
      product *= policyPropensity / propensity;
      return product;
    });
  });
}
