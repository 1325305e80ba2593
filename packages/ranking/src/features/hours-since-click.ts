import { HOUR_MS } from '@placard/domain';
import type { ViewerFeature } from './feature.ts';

/** Hours since the viewer last clicked an ad; null when not among the last fifty things they did. */
export const hoursSinceClick: ViewerFeature = {
  name: 'hours-since-click',
  side: 'viewer',
  kind: 'numeric',
  read: ({ profile, nowMs }) => {
    const click = profile?.recent.find(({ kind }) => kind === 'click');
    return click ? Math.max(0, nowMs - click.atMs) / HOUR_MS : null;
  },
};
