import type { ViewerFeature } from './feature.ts';

/** How many ads the viewer has seen. */
export const viewerActivity: ViewerFeature = {
  name: 'viewer-activity',
  side: 'viewer',
  kind: 'numeric',
  read: (viewer) => viewer.profile?.impressions ?? null,
};
