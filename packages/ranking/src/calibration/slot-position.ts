import type { FeatureValues } from '@placard/contracts';

/** The feature that takes the blame for the place an ad was shown at. */
export const SLOT_POSITION = 'slot-position';

/** Deeper slots share one value: too few rows reach each. */
const LAST = 9;

/** Values for training: the ad stood in the `position`-th slot of its page, 0 the first. */
export function withSlotPosition(values: FeatureValues, position: number): FeatureValues {
  if (!(Number.isInteger(position) && position >= 0)) {
    throw new RangeError(`a slot position is a count from 0, not ${position}`);
  }
  return { ...values, [SLOT_POSITION]: String(Math.min(position, LAST)) };
}

/**
 * Values for scoring: every candidate as if in the first slot. A model that learnt with true positions explains by
 * them what the place did, and held at one place says what the ad does: position as a feature (Zinkevich, Rules of
 * Machine Learning, 36; Ling et al., WWW 2017). Chosen over a separate examination factor (PAL; Guo et al., RecSys
 * 2019), which needs a second network and a product that is no longer a logit, for the same effect on order.
 */
export function atReferencePosition(values: FeatureValues): FeatureValues {
  return withSlotPosition(values, 0);
}
