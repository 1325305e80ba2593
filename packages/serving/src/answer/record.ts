import type { DecisionRecord, FeatureValues } from '@placard/contracts';
import {
  defaultFeatures,
  type Feature,
  readFeatures,
  VISIT_FEATURES,
  withSlotPosition,
} from '@placard/ranking';
import type { Slot } from '../fill-slots.ts';
import type { ReadRequest } from '../read-request.ts';
import { funnelOf } from './explanation.ts';
import { HOUSE } from './house.ts';
import { onlineReading } from './online-reading.ts';
import { retrievedBy } from './retrieved-by.ts';

/** What is logged of a request: one record for each slot whose placement is known. */
export function recordsOf(
  slots: readonly Slot[],
  request: ReadRequest,
  snapshotRevision: string,
  latencyUs: number,
): DecisionRecord[] {
  return slots.flatMap((slot, position) => {
    const { auction } = slot;
    if (!auction) return [];
    const { placement } = auction;
    const winner = winnerOf(slot, position);
    return [
      {
        id: slot.decisionId,
        requestId: request.requestId,
        decidedAtMs: request.nowMs,
        marketId: placement.marketId,
        publisherOrganizationId: placement.organizationId,
        propertyId: placement.propertyId,
        placementId: placement.placementId,
        slotId: slot.slotId,
        viewerKey: request.viewerKey,
        snapshotRevision,
        predictor: auction.predictor,
        noFill: winner ? null : slot.noFill,
        winner,
        runnersUp: (slot.choice?.runnersUp ?? auction.bids.slice(0, 5)).map((bid) => ({
          adId: bid.candidate.marketAd.facts.adId,
          pCtr: bid.candidate.pCtr,
          bidMicros: bid.bidMicros,
          eCpmMicros: bid.eCpmMicros,
          rankScore: bid.rankScore,
        })),
        funnel: funnelOf(slot),
        latencyUs,
        ...(auction.experiment && { experiment: auction.experiment }),
      },
    ];
  });
}

/** `position`: of the slot on its page. */
function winnerOf(slot: Slot, position: number): DecisionRecord['winner'] {
  const { choice, auction } = slot;
  if (!choice) return houseWinner(slot);
  const found = retrievedBy(slot);
  const { candidate, bidMicros, eCpmMicros } = choice.bid;
  const { ad, group, campaign } = candidate.marketAd;
  return {
    advertiserOrganizationId: campaign.organizationId,
    advertiserId: campaign.advertiserId,
    campaignId: campaign.campaignId,
    adGroupId: group.adGroupId,
    adId: ad.adId,
    creativeVersionId: ad.creative.creativeVersionId,
    itemId: ad.itemId,
    pricing: group.pricing,
    bidMicros,
    clearingPriceMicros: choice.clearingPriceMicros,
    eCpmMicros,
    pCtr: candidate.pCtr,
    pCvr: candidate.pCvr,
    propensity: choice.propensity,
    propensityEstimated: choice.propensityEstimated,
    explored: choice.explored,
    house: false,
    features: withSlotPosition(loggedFeatures(slot, auction!.viewer.reading.attributes), position),
    ...(found && { retrievedBy: found }),
    online: onlineReading(auction!, candidate),
  };
}

/** An unpaid house ad: shown for want of a paid one, not predicted and not trained on. */
function houseWinner({ auction }: Slot): DecisionRecord['winner'] {
  const house = auction?.placement.houseAd;
  if (!auction || !house) return null;
  return {
    advertiserOrganizationId: auction.placement.organizationId,
    advertiserId: HOUSE,
    campaignId: HOUSE,
    adGroupId: HOUSE,
    adId: house.adId,
    creativeVersionId: house.creative.creativeVersionId,
    itemId: house.itemId,
    pricing: 'cpm',
    bidMicros: 0,
    clearingPriceMicros: 0,
    eCpmMicros: 0,
    pCtr: 0,
    pCvr: 0,
    propensity: 1,
    propensityEstimated: false,
    explored: false,
    house: true,
    features: {},
  };
}

const featuresByAttributes = new Map<string, Feature[]>();
const MAX_REMEMBERED = 1_000;

function loggedFeatures(
  { auction, choice }: Slot,
  attributes: Readonly<Record<string, string>>,
): FeatureValues {
  const names = Object.keys(attributes);
  const key = names.join('\n');
  let features = featuresByAttributes.get(key);
  if (!features) {
    features = [...defaultFeatures({ viewerAttributes: names }), ...VISIT_FEATURES];
    if (featuresByAttributes.size < MAX_REMEMBERED) featuresByAttributes.set(key, features);
  }
  return readFeatures(features, {
    request: auction!.reading,
    viewer: auction!.viewer.reading,
    ad: choice!.bid.candidate.reading,
  });
}
