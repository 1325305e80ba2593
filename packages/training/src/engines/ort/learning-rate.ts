const WARM_UP_SHARE = 0.1;
const PLATEAU_FACTOR = 0.3;

/**
 * What the base learning rates are multiplied by: up linearly over the first tenth of an epoch, then
 * constant, and down by `PLATEAU_FACTOR` for each epoch in a row that did not improve validation.
 */
export function learningRateFactor(at: {
  /** Counts from 1. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly epochsWithoutImprovement: number;
}): number {
  const warmUpSteps = Math.ceil(at.stepsPerEpoch * WARM_UP_SHARE);
  return Math.min(1, at.step / warmUpSteps) * PLATEAU_FACTOR ** at.epochsWithoutImprovement;
}
