import { thisVisit } from '../profile/this-visit.ts';
import type { ViewerFeature } from './feature.ts';

/** Pages viewed in this visit so far; fifty things done are remembered, so a longer visit reads as fifty. */
export const visitDepth: ViewerFeature = {
  name: 'visit-depth',
  side: 'viewer',
  kind: 'numeric',
  read: ({ profile, nowMs }) =>
    profile && thisVisit(profile, nowMs).filter(({ kind }) => kind === 'view').length,
};
