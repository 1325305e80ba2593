import { atReferencePosition, SLOT_POSITION } from '../calibration/slot-position.ts';
import type { ContextFeature } from './feature.ts';

/**
 * Which slot of its page an ad stands in, 0 the first. Read as the first one: every candidate is scored as if it stood
 * there. The log has the true one, for training to tell what the place did from what the ad did.
 */
export const slotPosition: ContextFeature = {
  name: SLOT_POSITION,
  side: 'context',
  kind: 'categorical',
  read: () => atReferencePosition({})[SLOT_POSITION]!,
};
