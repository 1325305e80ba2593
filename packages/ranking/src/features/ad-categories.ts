import type { AdFeature } from './feature.ts';

export const adCategories: AdFeature = {
  name: 'ad-categories',
  side: 'ad',
  kind: 'multi',
  read: (ad) => [...ad.facts.categories],
};
