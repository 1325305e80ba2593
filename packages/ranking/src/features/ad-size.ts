import type { AdFeature } from './feature.ts';

export const adSize: AdFeature = {
  name: 'ad-size',
  side: 'ad',
  kind: 'categorical',
  read: (ad) => `${ad.facts.width}x${ad.facts.height}`,
};
