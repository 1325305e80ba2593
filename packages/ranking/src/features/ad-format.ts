import type { AdFeature } from './feature.ts';

export const adFormat: AdFeature = {
  name: 'ad-format',
  side: 'ad',
  kind: 'categorical',
  read: (ad) => ad.facts.format,
};
