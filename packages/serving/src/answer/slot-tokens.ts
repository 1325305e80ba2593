import type { TokenKind } from '@placard/contracts';
import type { Slot } from '../fill-slots.ts';
import type { ReadRequest } from '../read-request.ts';
import type { TokenSealer } from '../tokens/seal.ts';

export type TokenContext = {
  readonly request: ReadRequest;
  readonly tokens: TokenSealer;
  readonly expiresAtMs: number;
  readonly conversionExpiresAtMs: number;
};

/** What the tokens of an answered slot say of its ad, and which of them charges how much. */
export type Charged = {
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

export function sealTokens(
  slot: Slot,
  context: TokenContext,
  charged: Charged,
): Record<TokenKind, string> {
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
    {
      billable,
      chargeMicros: charge,
      expiresAtMs: context.expiresAtMs,
      conversionExpiresAtMs: context.conversionExpiresAtMs,
    },
  );
}
