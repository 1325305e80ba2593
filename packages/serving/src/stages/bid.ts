import { eventsPerThousand, rankBid } from '@placard/domain';
import type { Bid, Candidate, StageCount } from './candidate.ts';

/** Until an ad's landing page or creative is measured, no ad counts for more than another. */
const QUALITY = 1;

/**
 * Turns candidates into bids, best rank score first. Below the floor, or without a finite score, a bid is out.
 */
export function bid(
  candidates: readonly Candidate[],
  floorECpmMicros: number,
): { bids: Bid[]; stage: StageCount } {
  const bids: Bid[] = [];
  const removed: Record<string, number> = {};
  for (const candidate of candidates) {
    const { pricing, bidMicros } = candidate.marketAd.group;
    const unitsPerThousand = eventsPerThousand(pricing, candidate);
    const priced = rankBid({ candidate, bidMicros, unitsPerThousand, quality: QUALITY });
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
