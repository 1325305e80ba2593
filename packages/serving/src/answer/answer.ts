import { type CreativePayload, type DecisionResponse, NO_FILL } from '@placard/contracts';
import { BILLABLE_EVENT, chargeMicros } from '@placard/domain';
import type { Slot } from '../fill-slots.ts';
import { explainHouse, explainPaid, funnelOf } from './explanation.ts';
import { HOUSE, type HouseAd } from './house.ts';
import { sealTokens, type TokenContext } from './slot-tokens.ts';

export type AnswerContext = TokenContext & {
  readonly assetsBaseUrl: string;
  readonly clickUrl: (clickToken: string, conversionToken: string) => string;
};

type AnswerSlot = DecisionResponse['slots'][number];

/** The answer to a request whose slots are filled, or empty with a reason. */
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

function creativePayload(creative: CreativePayload, assetsBaseUrl: string): CreativePayload {
  return creative.imageUrl?.startsWith('/')
    ? { ...creative, imageUrl: `${assetsBaseUrl}${creative.imageUrl}` }
    : creative;
}
