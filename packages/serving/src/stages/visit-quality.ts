import { eCpmMicros } from '@placard/domain';
import type { RequestReading, ViewerReading, VisitValue } from '@placard/ranking';
import type { Candidate } from './candidate.ts';

/** An ad that drives viewers off counts for little, and still for something: a quality is above 0. */
const LEAST = 0.05;

/**
 * By candidate, the quality that its eCPM is multiplied with: 1 for the ad that leaves the visit worth most; for
 * another, less by what it costs the visit, as a share of its own eCPM. Rank score is then eCPM - 1,000 x that cost.
 */
export function visitQuality(
  visitValue: VisitValue,
  candidates: readonly Candidate[],
  request: RequestReading,
  viewer: ViewerReading,
): (candidate: Candidate) => number {
  const after = visitValue.within(request, viewer);
  const worth = new Map(candidates.map((candidate) => [candidate, after(candidate.reading)]));
  const most = Math.max(0, ...worth.values());
  return (candidate) => {
    const { pricing, bidMicros } = candidate.marketAd.group;
    const own = eCpmMicros(pricing, bidMicros, candidate);
    if (!(own > 0)) return 1;
    const quality = 1 - (1_000 * (most - (worth.get(candidate) ?? most))) / own;
    return Number.isFinite(quality) ? Math.max(LEAST, quality) : 1;
  };
}
