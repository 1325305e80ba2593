import type { AdFeature } from './feature.ts';

export const adAge: AdFeature = {
  name: 'ad-age-hours',
  side: 'ad',
  kind: 'numeric',
  read: (ad) => ad.ageHours,
};
