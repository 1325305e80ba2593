import type { ViewerFeature } from './feature.ts';

const COUNT = 10;

/** Categories of what the viewer last engaged with, newest first; a repeated one weighs more in the mean. */
export const viewerLastCategories: ViewerFeature = {
  name: 'viewer-last-categories',
  side: 'viewer',
  kind: 'multi',
  read: ({ profile }) => {
    const categories: string[] = [];
    for (const entry of profile?.recent ?? []) {
      if (categories.length >= COUNT) break;
      if (entry.kind !== 'hide') categories.push(...entry.categories);
    }
    return categories.slice(0, COUNT);
  },
};
