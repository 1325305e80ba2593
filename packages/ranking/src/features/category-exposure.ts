import type { CrossFeature } from './feature.ts';

/** Ads of this ad's categories shown to the viewer, halved by the hour, the mean over its categories: topic fatigue. */
export const categoryExposure: CrossFeature = {
  name: 'category-exposure',
  side: 'cross',
  kind: 'numeric',
  read: (_request, viewer, ad) => {
    const { categories } = ad.facts;
    if (!viewer.profile || categories.length === 0) return null;
    let exposure = 0;
    for (let i = 0; i < categories.length; i++) {
      exposure += viewer.byCategory.get(categories[i]!)?.exposureShort ?? 0;
    }
    return exposure / categories.length;
  },
};
