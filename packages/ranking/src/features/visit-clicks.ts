import { thisVisit } from '../profile/this-visit.ts';
import type { ViewerFeature } from './feature.ts';

/** Ads clicked in this visit so far. */
export const visitClicks: ViewerFeature = {
  name: 'visit-clicks',
  side: 'viewer',
  kind: 'numeric',
  read: ({ profile, nowMs }) =>
    profile && thisVisit(profile, nowMs).filter(({ kind }) => kind === 'click').length,
};
