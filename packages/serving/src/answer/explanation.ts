import type { Explanation } from '@placard/contracts';
import { emptyAdStats, interestTags, readAd, reasonsFor } from '@placard/ranking';
import { adFacts } from '../compiled-market.ts';
import type { Slot } from '../fill-slots.ts';
import { HOUSE, type HouseAd } from './house.ts';
import { onlineReading } from './online-reading.ts';
import { retrievedBy, turnedTo } from './retrieved-by.ts';

/** The stages a slot went through, with what each kept and removed. */
export function funnelOf({ auction, reserve }: Slot): Explanation['funnel'] {
  if (!auction) return [];
  return [...auction.funnel, ...(reserve ? [reserve] : [])].map(
    ({ stage, kept, removed, sources }) => ({
      stage,
      kept,
      removed: { ...removed },
      ...(sources && { sources: { ...sources } }),
    }),
  );
}

export function explainPaid(slot: Slot): Explanation {
  const { auction, choice } = slot;
  const { bid, ...price } = choice!;
  const { candidate } = bid;
  const pair = {
    request: auction!.reading,
    viewer: auction!.viewer.reading,
    ad: candidate.reading,
  };
  return {
    ...explainAround(slot),
    pCtr: candidate.pCtr,
    pCvr: candidate.pCvr,
    eCpmMicros: bid.eCpmMicros,
    clearingPriceMicros: price.clearingPriceMicros,
    propensity: price.propensity,
    propensityEstimated: price.propensityEstimated,
    explored: price.explored,
    online: onlineReading(auction!, candidate),
    reasons: reasonsFor({
      pair,
      stats: auction!.stats,
      pCtr: candidate.pCtr,
      competitors: auction!.bids.length - 1,
      explored: price.explored,
      byModel: auction!.predictor.kind === 'model',
      house: false,
      ...turnedTo(slot, retrievedBy(slot)),
    }),
  };
}

export function explainHouse(slot: Slot, house: HouseAd): Explanation {
  const { reading, viewer, placement } = slot.auction!;
  const stats = emptyAdStats(placement.marketId);
  const ad = readAd(adFacts(house, HOUSE), stats, reading.nowMs);
  const pair = { request: reading, viewer: viewer.reading, ad };
  return {
    ...explainAround(slot),
    pCtr: 0,
    pCvr: 0,
    eCpmMicros: 0,
    clearingPriceMicros: 0,
    propensity: 1,
    propensityEstimated: false,
    explored: false,
    reasons: reasonsFor({
      pair,
      stats,
      pCtr: 0,
      competitors: 0,
      explored: false,
      byModel: false,
      house: true,
    }),
  };
}

function explainAround(slot: Slot): Pick<Explanation, 'predictor' | 'funnel' | 'interests'> {
  const { predictor, viewer, reading } = slot.auction!;
  const { profile } = viewer.reading;
  return {
    predictor,
    funnel: funnelOf(slot),
    interests: profile ? interestTags(profile, reading.nowMs, 5) : [],
  };
}
