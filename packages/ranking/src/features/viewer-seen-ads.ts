import type { ViewerProfile } from '@placard/contracts';
import type { ViewerFeature } from './feature.ts';

const COUNT = 20;

/** The ads this viewer last clicked, newest first: what they took. */
export const viewerClickedAds: ViewerFeature = {
  name: 'viewer-clicked-ads',
  side: 'viewer',
  kind: 'multi',
  read: ({ profile }) => lastSeen(profile, 'clicked'),
};

/** The ads this viewer last saw and did not click: what they passed by says as much. */
export const viewerPassedAds: ViewerFeature = {
  name: 'viewer-passed-ads',
  side: 'viewer',
  kind: 'multi',
  read: ({ profile }) => lastSeen(profile, 'passed'),
};

type SeenAds = { readonly clicked: string[]; readonly passed: string[] };

/** Both lists by profile: they are read several times for one request. */
const seenAds = new WeakMap<ViewerProfile, SeenAds>();

function lastSeen(profile: ViewerProfile | null, which: keyof SeenAds): string[] {
  if (!profile) return [];
  let lists = seenAds.get(profile);
  if (!lists) {
    lists = { clicked: latest(profile, true), passed: latest(profile, false) };
    seenAds.set(profile, lists);
  }
  return [...lists[which]];
}

function latest({ ads }: ViewerProfile, clicked: boolean): string[] {
  const seen: { adId: string; atMs: number }[] = [];
  for (const adId in ads) {
    const { clicks, lastAtMs } = ads[adId]!;
    if (clicks > 0 === clicked) seen.push({ adId, atMs: lastAtMs });
  }
  // Ids are ordered by time too: equal moments come out the same wherever the profile was stored.
  seen.sort((a, b) => b.atMs - a.atMs || (a.adId < b.adId ? 1 : -1));
  return seen.slice(0, COUNT).map(({ adId }) => adId);
}
