import {
  type CreativePayload,
  type DecisionResponse,
  type Explanation,
  NO_FILL,
  type SnapshotPlacement,
  type TokenKind,
} from '@placard/contracts';
import { BILLABLE_EVENT, chargeMicros } from '@placard/domain';
import { emptyAdStats, interestTags, readAd, reasonsFor } from '@placard/ranking';
import { adFacts } from './compiled-market.ts';
import type { Slot } from './fill-slots.ts';
import type { ReadRequest } from './read-request.ts';
import { type TokenSealer, termsFor } from './tokens/seal.ts';

export type AnswerContext = {
  readonly request: ReadRequest;
  readonly tokens: TokenSealer;
  readonly assetsBaseUrl: string;
  readonly clickUrl: (clickToken: string, conversionToken: string) => string;
  readonly expiresAtMs: number;
  readonly conversionExpiresAtMs: number;
};

type AnswerSlot = DecisionResponse['slots'][number];
type HouseAd = NonNullable<SnapshotPlacement['houseAd']>;
/** Stands for the campaign and advertiser that an unpaid house ad does not have. */
export const HOUSE = 'house';

export function answer(slots: readonly Slot[], context: AnswerContext): DecisionResponse {
  return {
    requestId: context.request.requestId,
    slots: slots.map((slot) => {
      const house = slot.auction?.placement.houseAd;
      if (slot.choice) return paidSlot(slot, context);
      return house ? houseSlot(slot, house, context) : emptySlot(slot, context);
    }),
  };
}

/** The stages a slot went through, with what each kept and removed. */
export function funnelOf({ auction, reserve }: Slot): Explanation['funnel'] {
  if (!auction) return [];
  return [...auction.funnel, ...(reserve ? [reserve] : [])].map(({ stage, kept, removed }) => ({
    stage,
    kept,
    removed: { ...removed },
  }));
}

function paidSlot(slot: Slot, context: AnswerContext): AnswerSlot {
  const { bid, clearingPriceMicros } = slot.choice!;
  const { ad, facts, group, campaign } = bid.candidate.marketAd;
  const { placement } = slot.auction!;
  const tokens = sealTokens(slot, context, {
    advertiserOrganizationId: campaign.organizationId,
    advertiserId: campaign.advertiserId,
    campaignId: campaign.campaignId,
    adGroupId: group.adGroupId,
    adId: ad.adId,
    itemId: ad.itemId,
    categories: ad.categories,
    publisherShareBps: placement.publisherShareBps,
    billable: BILLABLE_EVENT[group.pricing],
    chargeMicros: chargeMicros(group.pricing, clearingPriceMicros),
  });
  return {
    slotId: slot.slotId,
    decisionId: slot.decisionId,
    ad: {
      adId: facts.adId,
      itemId: facts.itemId,
      creative: creativePayload(ad.creative, context.assetsBaseUrl),
      house: false,
      clickUrl: context.clickUrl(tokens.click, tokens.conversion),
      tokens,
      expiresAtMs: context.expiresAtMs,
      pCtr: bid.candidate.pCtr,
    },
    ...(context.request.body.explain ? { explanation: explainPaid(slot) } : {}),
  };
}

function houseSlot(slot: Slot, house: HouseAd, context: AnswerContext): AnswerSlot {
  const { placement } = slot.auction!;
  const tokens = sealTokens(slot, context, {
    advertiserOrganizationId: placement.organizationId,
    advertiserId: HOUSE,
    campaignId: HOUSE,
    adGroupId: HOUSE,
    adId: house.adId,
    itemId: house.itemId,
    categories: house.categories,
    publisherShareBps: 0,
    billable: 'impression',
    chargeMicros: 0,
  });
  return {
    slotId: slot.slotId,
    decisionId: slot.decisionId,
    ad: {
      adId: house.adId,
      itemId: house.itemId,
      creative: creativePayload(house.creative, context.assetsBaseUrl),
      house: true,
      clickUrl: context.clickUrl(tokens.click, tokens.conversion),
      tokens,
      expiresAtMs: context.expiresAtMs,
    },
    ...(context.request.body.explain ? { explanation: explainHouse(slot, house) } : {}),
  };
}

function emptySlot(slot: Slot, context: AnswerContext): AnswerSlot {
  const reason = slot.noFill ?? 'no-eligible-ads';
  return {
    slotId: slot.slotId,
    decisionId: slot.decisionId,
    ad: null,
    noFill: { nbr: NO_FILL[reason], reason },
    ...(context.request.body.explain ? { explanation: { funnel: funnelOf(slot) } } : {}),
  };
}

type Charged = {
  readonly advertiserOrganizationId: string;
  readonly advertiserId: string;
  readonly campaignId: string;
  readonly adGroupId: string;
  readonly adId: string;
  readonly itemId: string | null;
  readonly categories: string[];
  readonly publisherShareBps: number;
  readonly billable: TokenKind;
  readonly chargeMicros: number;
};

function sealTokens(slot: Slot, context: AnswerContext, charged: Charged) {
  const { placement } = slot.auction!;
  const { billable, chargeMicros: charge, ...ids } = charged;
  return context.tokens.sealAll(
    {
      ...ids,
      decisionId: slot.decisionId,
      decidedAtMs: context.request.nowMs,
      marketId: placement.marketId,
      viewerKey: context.request.viewerKey,
      publisherOrganizationId: placement.organizationId,
      propertyId: placement.propertyId,
      placementId: placement.placementId,
    },
    termsFor(billable, charge, (kind) =>
      kind === 'conversion' ? context.conversionExpiresAtMs : context.expiresAtMs,
    ),
  );
}

function explainPaid(slot: Slot): Explanation {
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
    reasons: reasonsFor({
      pair,
      stats: auction!.stats,
      pCtr: candidate.pCtr,
      competitors: auction!.bids.length - 1,
      explored: price.explored,
      byModel: auction!.predictor.kind === 'model',
      house: false,
    }),
  };
}

function explainHouse(slot: Slot, house: HouseAd): Explanation {
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

function creativePayload(creative: CreativePayload, assetsBaseUrl: string): CreativePayload {
  return creative.imageUrl?.startsWith('/')
    ? { ...creative, imageUrl: `${assetsBaseUrl}${creative.imageUrl}` }
    : creative;
}
