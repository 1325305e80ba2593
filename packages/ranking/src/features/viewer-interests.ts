import { interestTags } from '../profile/interest-tags.ts';
import type { ViewerFeature } from './feature.ts';

const COUNT = 5;

/** The viewer's strongest interest tags. */
export const viewerInterests: ViewerFeature = {
  name: 'viewer-interests',
  side: 'viewer',
  kind: 'multi',
  read: (viewer) =>
    viewer.profile
      ? interestTags(viewer.profile, viewer.nowMs, COUNT).map((tag) => tag.category)
      : [],
};
