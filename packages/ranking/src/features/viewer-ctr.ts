import type { ViewerFeature } from './feature.ts';

const PRIOR_CLICKS = 0.5;
const PRIOR_IMPRESSIONS = 10;
/** Of fewer impressions a rate misleads a model more than it tells: it reads as that of a viewer nobody knows. */
export const VIEWER_RATE_FROM = 5;

/** How readily this viewer clicks, pulled to 5 % while little is known; nothing where next to nothing is. */
export const viewerCtr: ViewerFeature = {
  name: 'viewer-ctr',
  side: 'viewer',
  kind: 'numeric',
  read: ({ profile }) =>
    profile && profile.impressions >= VIEWER_RATE_FROM
      ? (profile.clicks + PRIOR_CLICKS) / (profile.impressions + PRIOR_IMPRESSIONS)
      : null,
};
