import type { EventRecord, FeatureValues, ViewerProfile } from '@placard/contracts';
import {
  type AdFacts,
  type AdStats,
  addAdStatsDelta,
  adStatsDelta,
  applyEvent,
  defaultFeatures,
  emptyAdStats,
  emptyProfile,
  type RequestReading,
  readAd,
  readFeatures,
  readViewer,
  VISIT_FEATURES,
} from '@placard/ranking';

/** An event of one viewer on one ad, as the replay feeds it back. */
export type FedBack = {
  readonly kind: 'impression' | 'click';
  readonly viewerKey: string;
  readonly adId: string;
  readonly atMs: number;
};

/**
 * The platform's profiles and counters as they stood at a moment, rebuilt by the same functions that the
 * worker runs. With it a model can be asked about a moment that has passed.
 */
export type PointInTime = {
  apply(events: readonly FedBack[]): void;
  /** Every pair's values for one viewer and moment, in the order of `adIds`. */
  valuesOf(question: Question, adIds: readonly string[]): FeatureValues[];
};

export type Question = {
  readonly viewerKey: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly atMs: number;
};

export type PointInTimeOptions = {
  readonly marketId: string;
  readonly ads: readonly AdFacts[];
  readonly viewerAttributes: readonly string[];
  /** Where the replay asks: every request is the same but for its time. */
  readonly placementId: string;
  readonly propertyId: string;
};

export function createPointInTime(options: PointInTimeOptions): PointInTime {
  const { marketId, placementId, propertyId } = options;
  const features = [
    ...defaultFeatures({ viewerAttributes: options.viewerAttributes }),
    ...VISIT_FEATURES,
  ];
  const ads = new Map(options.ads.map((ad) => [ad.adId, ad]));
  const profiles = new Map<string, ViewerProfile>();
  let stats: AdStats = emptyAdStats(marketId);
  let sequence = 0;

  const factsOf = (adId: string): AdFacts => {
    const facts = ads.get(adId);
    if (!facts) throw new Error(`the market has no ad ${adId}`);
    return facts;
  };
  return {
    apply: (events) => {
      const logged = events.map((event) => ({
        ...recordOf(marketId, event, factsOf(event.adId)),
        position: { xid: '1', seq: String(++sequence) },
      }));
      for (const event of logged) {
        const viewerKey = event.viewerKey!;
        const profile = profiles.get(viewerKey) ?? emptyProfile(marketId, viewerKey);
        profiles.set(viewerKey, applyEvent(profile, event));
      }
      const delta = adStatsDelta(marketId, logged, stats.lastPosition);
      if (delta) stats = addAdStatsDelta(stats, delta);
    },
    valuesOf: ({ viewerKey, attributes, atMs }, adIds) => {
      const profile = profiles.get(viewerKey) ?? null;
      const viewer = readViewer(viewerKey, attributes, profile, atMs);
      const request: RequestReading = {
        nowMs: atMs,
        placementId,
        propertyId,
        pageCategories: [],
        pageKeywords: [],
        pageItemId: null,
        device: null,
        os: null,
        country: null,
        language: null,
      };
      return adIds.map((adId) =>
        readFeatures(features, { request, viewer, ad: readAd(factsOf(adId), stats, atMs) }),
      );
    },
  };
}

function recordOf(marketId: string, event: FedBack, facts: AdFacts): EventRecord {
  return {
    id: '',
    kind: event.kind,
    dedupeKey: '',
    occurredAtMs: event.atMs,
    marketId,
    viewerKey: event.viewerKey,
    publisherOrganizationId: null,
    propertyId: null,
    placementId: null,
    decision: {
      decisionId: '',
      advertiserOrganizationId: '',
      advertiserId: facts.advertiserId,
      campaignId: '',
      adGroupId: '',
      adId: event.adId,
      chargeMicros: 0,
      publisherShareBps: 0,
      decidedAtMs: event.atMs,
    },
    itemId: facts.itemId,
    categories: [...facts.categories],
    quantity: null,
    value: null,
    ivt: null,
  };
}
