import type { CrossFeature } from './feature.ts';

/** The same of the ad's first category alone. */
export const mainCategoryExposure: CrossFeature = {
  name: 'main-category-exposure',
  side: 'cross',
  kind: 'numeric',
  read: (_request, viewer, ad) => {
    const main = ad.facts.categories[0];
    if (!viewer.profile || main === undefined) return null;
    return viewer.byCategory.get(main)?.exposureShort ?? 0;
  },
};
