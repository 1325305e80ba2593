import type { CrossFeature } from './feature.ts';

/** How often this viewer saw this ad: fatigue. */
export const viewerAdImpressions: CrossFeature = {
  name: 'viewer-ad-impressions',
  side: 'cross',
  kind: 'numeric',
  read: (_request, { profile }, ad) =>
    profile ? (profile.ads[ad.facts.adId]?.impressions ?? 0) : null,
};
