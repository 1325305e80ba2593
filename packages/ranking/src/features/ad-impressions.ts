import type { AdFeature } from './feature.ts';

/** How much the click rate rests on. */
export const adImpressions: AdFeature = {
  name: 'ad-impressions',
  side: 'ad',
  kind: 'numeric',
  read: (ad) => ad.impressions,
};
