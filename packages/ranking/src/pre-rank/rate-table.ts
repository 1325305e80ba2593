import type { FeatureMap, OnlineCorrection } from '@placard/contracts';
import { applyCalibration } from '../calibration/apply-calibration.ts';
import { correctedRate } from '../calibration/online-correction.ts';

const REACH = 16;
const CELLS_PER_UNIT = 64;

export type RateOfLogit = (logit: number) => number;

/**
 * The calibrated click rate of a logit as the latest outcomes correct it, read off a table between whose points it is
 * linear: within a thousandth of the rate itself (four where a correction reaches its bound), never out of order, and
 * a tenth of the work. A table is made when the correction changes, every few seconds.
 */
export function createRateTables({
  calibration,
}: FeatureMap): (correction: OnlineCorrection | undefined) => RateOfLogit {
  const rateBy = (correction: OnlineCorrection | undefined) => (logit: number) =>
    correctedRate(correction, applyCalibration(calibration, logit));
  let latest: OnlineCorrection | undefined;
  let table = tableOf(rateBy(undefined));
  return (correction) => {
    if (correction?.intercept !== latest?.intercept || correction?.slope !== latest?.slope) {
      latest = correction;
      table = tableOf(rateBy(correction));
    }
    return table;
  };
}

function tableOf(rate: RateOfLogit): RateOfLogit {
  const rates = Float64Array.from({ length: 2 * REACH * CELLS_PER_UNIT + 1 }, (_, i) =>
    rate(i / CELLS_PER_UNIT - REACH),
  );
  return (logit) => {
    const at = (logit + REACH) * CELLS_PER_UNIT;
    if (!(at >= 0 && at < rates.length - 1)) return rate(logit);
    const cell = at | 0;
    const from = rates[cell]!;
    return from + (rates[cell + 1]! - from) * (at - cell);
  };
}
