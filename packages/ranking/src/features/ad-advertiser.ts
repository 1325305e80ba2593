import type { AdFeature } from './feature.ts';

export const adAdvertiser: AdFeature = {
  name: 'advertiser',
  side: 'ad',
  kind: 'categorical',
  read: (ad) => ad.facts.advertiserId,
};
