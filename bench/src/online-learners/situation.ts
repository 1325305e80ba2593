import type { PageView, SimulatedAd, SimulatedMarket } from '@placard/simulator';

const PROFILE_HALF_LIFE_MS = 7 * 86_400_000;
const TIRED_FOR_MS = 18 * 3_600_000;

type Faded = { value: number; atMs: number };

/** What a platform may know when it decides: pages read, ads shown and clicks of this viewer, never the truth. */
export type Observer = {
  /** [1, page match, read interest, clicked interest, fatigue, one for each ad]: the ad's features for this view. */
  features(view: PageView, ad: SimulatedAd): Float64Array;
  read(view: PageView): void;
  shown(view: PageView, ad: SimulatedAd, clicked: boolean): void;
};

export const DENSE = 5;

export function createObserver(market: SimulatedMarket): Observer {
  const placeOf = new Map(market.ads.map((ad, i) => [ad.adId, DENSE + i]));
  const reads = new Map<string, Faded[]>();
  const clicks = new Map<string, Faded[]>();
  const shownTo = new Map<string, Faded>();
  const interest = (profile: readonly Faded[] | undefined, ad: SimulatedAd, nowMs: number) => {
    if (!profile) return 0;
    let match = 0;
    let total = 1;
    profile.forEach((each, topic) => {
      const weight = faded(each, nowMs, PROFILE_HALF_LIFE_MS);
      match += weight * ad.topicWeights[topic]!;
      total += weight;
    });
    return match / total;
  };
  const note = (
    profiles: Map<string, Faded[]>,
    { viewer, atMs }: PageView,
    weights: readonly number[],
  ) => {
    let profile = profiles.get(viewer.viewerKey);
    if (!profile) {
      profile = weights.map(() => ({ value: 0, atMs }));
      profiles.set(viewer.viewerKey, profile);
    }
    profile.forEach((each, topic) => {
      each.value = faded(each, atMs, PROFILE_HALF_LIFE_MS) + weights[topic]!;
      each.atMs = atMs;
    });
  };
  return {
    features: (view, ad) => {
      const { viewer, page, atMs } = view;
      const tired = shownTo.get(`${viewer.viewerKey} ${ad.adId}`);
      const x = new Float64Array(DENSE + market.ads.length);
      x[0] = 1;
      x[1] = ad.topicWeights.reduce((sum, weight, i) => sum + weight * page.topicWeights[i]!, 0);
      x[2] = interest(reads.get(viewer.viewerKey), ad, atMs);
      x[3] = interest(clicks.get(viewer.viewerKey), ad, atMs);
      x[4] = tired ? Math.min(1, faded(tired, atMs, TIRED_FOR_MS) / 4) : 0;
      x[placeOf.get(ad.adId)!] = 1;
      return x;
    },
    read: (view) => note(reads, view, view.page.topicWeights),
    shown: (view, ad, clicked) => {
      const key = `${view.viewer.viewerKey} ${ad.adId}`;
      const before = shownTo.get(key);
      const value = (before ? faded(before, view.atMs, TIRED_FOR_MS) : 0) + 1;
      shownTo.set(key, { value, atMs: view.atMs });
      if (clicked) note(clicks, view, ad.topicWeights);
    },
  };
}

function faded({ value, atMs }: Faded, nowMs: number, halfLifeMs: number): number {
  return value * 2 ** (-(nowMs - atMs) / halfLifeMs);
}
