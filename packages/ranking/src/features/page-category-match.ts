import type { CrossFeature } from './feature.ts';

/** How many of the ad's categories the page is about. */
export const pageCategoryMatch: CrossFeature = {
  name: 'page-category-match',
  side: 'cross',
  kind: 'numeric',
  read: ({ pageCategories }, _viewer, ad) => {
    let matches = 0;
    for (let i = 0; i < pageCategories.length; i++) {
      if (ad.facts.categories.includes(pageCategories[i]!)) matches += 1;
    }
    return matches;
  },
};
