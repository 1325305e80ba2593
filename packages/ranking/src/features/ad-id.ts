import type { AdFeature } from './feature.ts';

export const adId: AdFeature = {
  name: 'ad',
  side: 'ad',
  kind: 'categorical',
  read: (ad) => ad.facts.adId,
};
