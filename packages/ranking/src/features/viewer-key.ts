import type { ViewerFeature } from './feature.ts';

/** The viewer's own embedding, learnt for those with enough history; others share row 0. */
export const viewerKey: ViewerFeature = {
  name: 'viewer',
  side: 'viewer',
  kind: 'categorical',
  read: (viewer) => viewer.key,
};
