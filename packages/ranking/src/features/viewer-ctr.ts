import type { ViewerFeature } from './feature.ts';

const PRIOR_CLICKS = 0.5;
const PRIOR_IMPRESSIONS = 10;

/** How readily this viewer clicks, pulled to 5 % while little is known. */
export const viewerCtr: ViewerFeature = {
  name: 'viewer-ctr',
  side: 'viewer',
  kind: 'numeric',
  read: ({ profile }) =>
    profile ? (profile.clicks + PRIOR_CLICKS) / (profile.impressions + PRIOR_IMPRESSIONS) : null,
};
