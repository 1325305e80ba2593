import { decisions, events } from '@placard/db';
import { newId } from '@placard/domain';
import type { Platform } from './platform.ts';
import type { AdvertiserWithAds, PublisherWithPlacement } from './trading.ts';

/** A stored decision that showed the advertiser's ad on the publisher's placement, and its impression. */
export async function decided(
  platform: Platform,
  marketId: string,
  advertiser: AdvertiserWithAds,
  publisher: PublisherWithPlacement,
): Promise<string> {
  const decisionId = newId('dec');
  const decidedAt = new Date(platform.clock.nowMs());
  await platform.worker.insert(decisions).values({
    id: decisionId,
    requestId: newId('req'),
    decidedAt,
    marketId,
    publisherOrganizationId: publisher.organizationId,
    propertyId: publisher.propertyId,
    placementId: publisher.placementId,
    slotId: 'top',
    viewerKey: 'viewer-of-the-publisher',
    snapshotRevision: 'r1',
    predictor: { kind: 'posterior-mean' },
    advertiserOrganizationId: advertiser.organizationId,
    advertiserId: advertiser.advertiserId,
    campaignId: advertiser.campaignId,
    adGroupId: advertiser.adGroupId,
    adId: advertiser.adId,
    creativeVersionId: advertiser.creativeVersionId,
    pricing: 'cpc',
    bidMicros: 400_000,
    clearingPriceMicros: 310_000,
    eCpmMicros: 4_000_000,
    pCtr: 0.01,
    pCvr: 0.02,
    propensity: 0.9,
    propensityEstimated: true,
    explored: false,
    house: false,
    features: { country: 'de' },
    runnersUp: [
      {
        adId: newId('ad'),
        pCtr: 0.01,
        bidMicros: 310_000,
        eCpmMicros: 3_100_000,
        rankScore: 3_100_000,
      },
    ],
    funnel: [{ stage: 'eligible', kept: 2, removed: { targeting: 5 } }],
    latencyUs: 400,
  });
  await platform.worker.insert(events).values({
    id: newId('evt'),
    kind: 'impression',
    dedupeKey: `${decisionId}:impression`,
    occurredAt: decidedAt,
    marketId,
    viewerKey: 'viewer-of-the-publisher',
    publisherOrganizationId: publisher.organizationId,
    propertyId: publisher.propertyId,
    placementId: publisher.placementId,
    decisionId,
    decidedAt,
    advertiserOrganizationId: advertiser.organizationId,
    advertiserId: advertiser.advertiserId,
    campaignId: advertiser.campaignId,
    adGroupId: advertiser.adGroupId,
    adId: advertiser.adId,
    chargeMicros: 310_000,
    publisherShareBps: 7000,
  });
  return decisionId;
}
