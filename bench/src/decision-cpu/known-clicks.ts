import type { FeatureValues, Snapshot, ViewerProfile } from '@placard/contracts';
import { type Random, seededRandom } from '@placard/domain';
import {
  defaultFeatures,
  emptyAdStats,
  type RequestReading,
  readAd,
  readFeatures,
  readViewer,
} from '@placard/ranking';
import { compileSnapshot } from '@placard/serving';
import type { TrainingRow } from '@placard/training';
import { CATEGORIES, NOW_MS, pick } from './market.ts';

const TASTES = 4;

/**
 * Rows of a market whose click rates are known: an appeal of each ad, the viewer's history with its topics and
 * with itself, the page's topic, and tastes of viewer and ad that only their ids tell. Ads are shown evenly.
 */
export function rowsOfKnownClicks(
  snapshot: Snapshot,
  profiles: readonly ViewerProfile[],
  count: number,
  random: Random,
): TrainingRow[] {
  const features = defaultFeatures({ viewerAttributes: [] });
  const stats = emptyAdStats('mkt_1');
  const { ads } = compileSnapshot(snapshot, 'rows').markets.get('mkt_1')!;
  const readings = ads.map(({ facts }) => readAd(facts, stats, NOW_MS));
  const viewers = profiles.map((profile) => readViewer(profile.viewerKey, {}, profile, NOW_MS));
  return Array.from({ length: count }, (_, i) => {
    const ad = pick(readings, random);
    const viewer = pick(viewers, random);
    const values = readFeatures(features, { request: pageOf(random), viewer, ad });
    return {
      atMs: NOW_MS - count + i,
      adId: ad.facts.adId,
      viewerKey: viewer.key,
      values,
      clicked: random() < clickRate(values),
      weight: 1,
    };
  });
}

function pageOf(random: Random): RequestReading {
  return {
    nowMs: NOW_MS,
    placementId: 'plc_1',
    propertyId: 'prp_1',
    pageCategories: [pick(CATEGORIES, random)],
    pageKeywords: [],
    pageItemId: null,
    device: 'desktop',
    os: 'linux',
    country: 'DE',
    language: 'de',
  };
}

function clickRate(values: FeatureValues): number {
  const ad = tastes(String(values.ad));
  const viewer = tastes(String(values.viewer));
  const fatigue = Math.min(3, Number(values['viewer-ad-impressions'] ?? 0));
  let logit = -2.5 + 1.5 * ad[TASTES]! - 0.4 * fatigue;
  logit += 6 * (Number(values['affinity-long'] ?? 0.05) - 0.15);
  logit += 0.8 * Number(values['page-category-match'] ?? 0);
  for (let t = 0; t < TASTES; t++) logit += 1.5 * viewer[t]! * ad[t]!;
  return 1 / (1 + Math.exp(-logit));
}

const known = new Map<string, number[]>();

/** Numbers within -1 and 1 that belong to an id. */
function tastes(id: string): number[] {
  let found = known.get(id);
  if (!found) {
    let seed = 7;
    for (const character of id) seed = (seed * 31 + character.charCodeAt(0)) | 0;
    const random = seededRandom(seed);
    found = Array.from({ length: TASTES + 1 }, () => 2 * random() - 1);
    known.set(id, found);
  }
  return found;
}
