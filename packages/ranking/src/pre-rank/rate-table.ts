import type { FeatureMap } from '@placard/contracts';
import { applyCalibration } from '../calibration/apply-calibration.ts';

const REACH = 16;
const CELLS_PER_UNIT = 64;

/**
 * The calibrated click rate of a logit, read off a table between whose points it is linear: within a thousandth of
 * the rate itself, never out of order, and a tenth of the work.
 */
export function createRateTable({ calibration }: FeatureMap): (logit: number) => number {
  const rates = Float64Array.from({ length: 2 * REACH * CELLS_PER_UNIT + 1 }, (_, i) =>
    applyCalibration(calibration, i / CELLS_PER_UNIT - REACH),
  );
  return (logit) => {
    const at = (logit + REACH) * CELLS_PER_UNIT;
    if (!(at >= 0 && at < rates.length - 1)) return applyCalibration(calibration, logit);
    const cell = at | 0;
    const from = rates[cell]!;
    return from + (rates[cell + 1]! - from) * (at - cell);
  };
}
