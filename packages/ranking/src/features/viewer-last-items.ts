import type { ViewerFeature } from './feature.ts';

const COUNT = 10;

/** The items the viewer last engaged with, newest first. */
export const viewerLastItems: ViewerFeature = {
  name: 'viewer-last-items',
  side: 'viewer',
  kind: 'multi',
  read: ({ profile }) => {
    const items: string[] = [];
    for (const { itemId, kind } of profile?.recent ?? []) {
      if (itemId && kind !== 'hide' && items.length < COUNT) items.push(itemId);
    }
    return items;
  },
};
