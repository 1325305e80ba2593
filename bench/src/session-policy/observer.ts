import type { EventRecord, FeatureValues, LoggedEvent, ViewerProfile } from '@placard/contracts';
import {
  type AdFacts,
  type AdStats,
  addCounts,
  applyEvent,
  type Counts,
  emptyAdStats,
  emptyProfile,
  featureByName,
  NO_COUNTS,
  type RequestReading,
  readAd,
  readFeature,
  readViewer,
  VISIT_FEATURES,
} from '@placard/ranking';
import type { SimulatedAd, VisitedPage } from '@placard/simulator';

const MARKET_ID = 'mkt_bench';
/** What every policy here reads: features as they are served. */
const FEATURES = [
  ...VISIT_FEATURES,
  ...[
    'viewer-activity',
    'viewer-ctr',
    'ad-ctr',
    'affinity-short',
    'affinity-long',
    'viewer-ad-impressions',
    'hours-since-shown',
    'page-category-match',
  ].map(featureByName),
];
export const FEATURE_NAMES: readonly string[] = FEATURES.map(({ name }) => name);

/** What the platform knows when it decides, kept by the functions that keep it there: profiles and ad counters. */
export type Observer = {
  values(page: VisitedPage, ads: readonly SimulatedAd[]): FeatureValues[];
  shown(page: VisitedPage, ad: SimulatedAd, clicked: boolean): void;
  /** Another that begins with what this one knows. */
  copy(): Observer;
};

type State = { profiles: Map<string, ViewerProfile>; stats: AdStats; sequence: number };

export function createObserver(): Observer {
  return observerOf({ profiles: new Map(), stats: emptyAdStats(MARKET_ID), sequence: 0 });
}

function observerOf(state: State): Observer {
  const byAd = new Map(state.stats.byAd);
  const byCategory = new Map(state.stats.byCategory);
  const { profiles } = state;
  let stats: AdStats = { ...state.stats, byAd, byCategory };
  let { sequence } = state;

  const learn = (event: EventRecord) => {
    const logged: LoggedEvent = { ...event, position: { xid: '1', seq: String(++sequence) } };
    const key = event.viewerKey!;
    profiles.set(key, applyEvent(profiles.get(key) ?? emptyProfile(MARKET_ID, key), logged));
  };
  const count = ({ adId, topics }: SimulatedAd, one: Counts) => {
    byAd.set(adId, addCounts(byAd.get(adId) ?? NO_COUNTS, one));
    for (const topic of topics) {
      byCategory.set(topic, addCounts(byCategory.get(topic) ?? NO_COUNTS, one));
    }
    stats = { ...stats, market: addCounts(stats.market, one) };
  };
  return {
    values: (page, ads) => {
      const key = page.viewer.viewerKey;
      const nowMs = page.atMs;
      const viewer = readViewer(key, {}, profiles.get(key) ?? null, nowMs);
      const request: RequestReading = { ...REQUEST, nowMs, pageCategories: page.page.topics };
      const ofRequest = FEATURES.map((feature) =>
        feature.side === 'viewer' ? feature.read(viewer) : null,
      );
      return ads.map((ad) => {
        const pair = { request, viewer, ad: readAd(factsOf(ad), stats, nowMs) };
        const values: FeatureValues = {};
        FEATURES.forEach((feature, i) => {
          values[feature.name] =
            feature.side === 'viewer' ? ofRequest[i]! : readFeature(feature, pair);
        });
        return values;
      });
    },
    shown: (page, ad, clicked) => {
      const seenMs = page.atMs + 500;
      learn(event('view', page, page.atMs, page.page.topics, null));
      learn(event('impression', page, seenMs, ad.topics, ad.adId));
      count(ad, { impressions: 1, clicks: 0, conversions: 0 });
      if (!clicked) return;
      learn(event('click', page, seenMs + 2_000, ad.topics, ad.adId));
      count(ad, { impressions: 0, clicks: 1, conversions: 0 });
    },
    copy: () => observerOf({ profiles: new Map(profiles), stats, sequence }),
  };
}

const REQUEST = {
  placementId: 'plc_bench',
  propertyId: 'prp_bench',
  pageKeywords: [],
  pageItemId: null,
  device: null,
  os: null,
  country: null,
  language: null,
};

const facts = new WeakMap<SimulatedAd, AdFacts>();
function factsOf(ad: SimulatedAd): AdFacts {
  const known = facts.get(ad) ?? {
    adId: ad.adId,
    itemId: null,
    categories: ad.topics,
    priceMicros: null,
    advertiserId: 'adv_bench',
    format: 'native',
    width: 300,
    height: 250,
    createdAtMs: 0,
    text: '',
  };
  facts.set(ad, known);
  return known;
}

function event(
  kind: EventRecord['kind'],
  { viewer }: VisitedPage,
  occurredAtMs: number,
  categories: readonly string[],
  adId: string | null,
): EventRecord {
  return {
    id: '',
    kind,
    dedupeKey: '',
    occurredAtMs,
    marketId: MARKET_ID,
    viewerKey: viewer.viewerKey,
    publisherOrganizationId: null,
    propertyId: null,
    placementId: null,
    decision: adId === null ? null : { ...DECISION, adId, decidedAtMs: occurredAtMs },
    itemId: null,
    categories: [...categories],
    quantity: null,
    value: null,
    ivt: null,
  };
}

const DECISION = {
  decisionId: '',
  advertiserOrganizationId: '',
  advertiserId: '',
  campaignId: '',
  adGroupId: '',
  chargeMicros: 0,
  publisherShareBps: 0,
};
