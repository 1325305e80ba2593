import type { ViewerProfile } from '@placard/contracts';
import type { ViewerFeature } from './feature.ts';

const COUNT = 20;

/** The ads this viewer last clicked, newest first: what they took. */
export const viewerClickedAds: ViewerFeature = {
  name: 'viewer-clicked-ads',
  side: 'viewer',
  kind: 'multi',
  read: ({ profile }) => lastSeen(profile, ({ clicks }) => clicks > 0),
};

/** The ads this viewer last saw and did not click: what they passed by says as much. */
export const viewerPassedAds: ViewerFeature = {
  name: 'viewer-passed-ads',
  side: 'viewer',
  kind: 'multi',
  read: ({ profile }) => lastSeen(profile, ({ clicks }) => clicks === 0),
};

type SeenAd = ViewerProfile['ads'][string];

function lastSeen(profile: ViewerProfile | null, belongs: (ad: SeenAd) => boolean): string[] {
  if (!profile) return [];
  const seen: { adId: string; atMs: number }[] = [];
  for (const adId in profile.ads) {
    const ad = profile.ads[adId]!;
    if (belongs(ad)) seen.push({ adId, atMs: ad.lastAtMs });
  }
  // Ids are ordered by time too: equal moments come out the same wherever the profile was stored.
  seen.sort((a, b) => b.atMs - a.atMs || (a.adId < b.adId ? 1 : -1));
  return seen.slice(0, COUNT).map(({ adId }) => adId);
}
