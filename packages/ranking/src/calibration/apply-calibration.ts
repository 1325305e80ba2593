import type { Calibration } from '@placard/contracts';
import { sigmoid } from '../online/sigmoid.ts';

/**
 * The logit of the calibrated click rate: linear between the points of an isotonic calibration and, beyond its ends
 * or without one, along `slope`. Strictly increasing, so that calibration never changes an order.
 */
export function calibratedLogit(calibration: Calibration, logit: number): number {
  const { slope, intercept, points } = calibration;
  if (!points) return slope * logit + intercept;
  const [first, last] = [points[0]!, points.at(-1)!];
  if (logit <= first.logit) return first.calibrated + slope * (logit - first.logit);
  if (logit >= last.logit) return last.calibrated + slope * (logit - last.logit);
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle]!.logit <= logit) low = middle;
    else high = middle;
  }
  const [a, b] = [points[low]!, points[high]!];
  return a.calibrated + ((b.calibrated - a.calibrated) * (logit - a.logit)) / (b.logit - a.logit);
}

/** The calibrated click rate of a model's raw logit. */
export function applyCalibration(calibration: Calibration, logit: number): number {
  return sigmoid(calibratedLogit(calibration, logit));
}
