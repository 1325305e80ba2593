import { HOUR_MS } from '@placard/domain';
import type { CrossFeature } from './feature.ts';

/** Hours since this viewer last saw or clicked this ad; null when never. */
export const hoursSinceShown: CrossFeature = {
  name: 'hours-since-shown',
  side: 'cross',
  kind: 'numeric',
  read: (request, { profile }, ad) => {
    const seen = profile?.ads[ad.facts.adId];
    return seen ? Math.max(0, request.nowMs - seen.lastAtMs) / HOUR_MS : null;
  },
};
