import type { EventRecord, EventToken } from '@placard/contracts';
import { newId } from '@placard/domain';

/** What a page or an advertiser's server adds to a token. */
export type EventDetails = {
  readonly occurredAtMs: number;
  readonly valueMicros?: number | undefined;
  readonly quantity?: number | undefined;
  readonly ivt: EventRecord['ivt'];
};

/** The record of the one event a token stands for. */
export function recordOf(token: EventToken, details: EventDetails): EventRecord {
  return {
    id: newId('evt'),
    kind: token.kind,
    dedupeKey: `${token.decisionId}:${token.kind}`,
    occurredAtMs: details.occurredAtMs,
    marketId: token.marketId,
    viewerKey: token.viewerKey,
    publisherOrganizationId: token.publisherOrganizationId,
    propertyId: token.propertyId,
    placementId: token.placementId,
    decision: {
      decisionId: token.decisionId,
      advertiserOrganizationId: token.advertiserOrganizationId,
      advertiserId: token.advertiserId,
      campaignId: token.campaignId,
      adGroupId: token.adGroupId,
      adId: token.adId,
      chargeMicros: token.chargeMicros,
      publisherShareBps: token.publisherShareBps,
      decidedAtMs: token.decidedAtMs,
    },
    itemId: token.itemId,
    categories: token.categories,
    quantity: details.quantity ?? null,
    value: details.valueMicros ?? null,
    ivt: details.ivt,
  };
}
