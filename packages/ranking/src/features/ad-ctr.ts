import type { AdFeature } from './feature.ts';

/** The click rate so far, smoothed: what popularity alone would predict. */
export const adCtr: AdFeature = {
  name: 'ad-ctr',
  side: 'ad',
  kind: 'numeric',
  read: (ad) => ad.pCtr,
};
