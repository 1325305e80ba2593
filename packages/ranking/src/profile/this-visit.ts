import type { ViewerProfile } from '@placard/contracts';
import { MINUTE_MS } from '@placard/domain';

/** Nothing done for so long ends a visit: the usual gap of web sessions. */
export const VISIT_GAP_MS = 30 * MINUTE_MS;

/** What the viewer did in the visit that is under way at `nowMs`, newest first. */
export function thisVisit({ recent }: ViewerProfile, nowMs: number): ViewerProfile['recent'] {
  let beforeMs = nowMs;
  const end = recent.findIndex(({ atMs }) => {
    const over = beforeMs - atMs > VISIT_GAP_MS;
    beforeMs = atMs;
    return over;
  });
  return end === -1 ? recent : recent.slice(0, end);
}
