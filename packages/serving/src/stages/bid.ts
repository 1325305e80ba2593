import { eventsPerThousand, rankBid } from '@placard/domain';
import type { Bid, Candidate, StageCount } from './candidate.ts';

/** Where nothing is known of what ads do to a visit, no ad counts for more than another. */
const EVEN = () => 1;

/**
 * Turns candidates into bids, best rank score first. Below the floor, or without a finite score, a bid is out.
 */
export function bid(
  candidates: readonly Candidate[],
  floorECpmMicros: number,
  qualityOf: (candidate: Candidate) => number = EVEN,
): { bids: Bid[]; stage: StageCount } {
  const bids: Bid[] = [];
  const removed: Record<string, number> = {};
  for (const candidate of candidates) {
    const { pricing, bidMicros } = candidate.marketAd.group;
    const unitsPerThousand = eventsPerThousand(pricing, candidate);
    const priced = rankBid({
      candidate,
      bidMicros,
      unitsPerThousand,
      quality: qualityOf(candidate),
    });
    const reason =
      priced.rankScore === -Infinity
        ? 'no-finite-score'
        : priced.eCpmMicros < floorECpmMicros
          ? 'below-floor'
          : null;
    if (reason) removed[reason] = (removed[reason] ?? 0) + 1;
    else bids.push(priced);
  }
  bids.sort((a, b) => b.rankScore - a.rankScore);
  return { bids, stage: { stage: 'price', kept: bids.length, removed } };
}
