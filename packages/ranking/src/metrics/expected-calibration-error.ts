import { calibrationBins } from './calibration-bins.ts';

/** Mean |predicted - observed| over bins of equal count (arXiv:1706.04599, with equal mass). */
export function expectedCalibrationError(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
  binCount = 20,
): number {
  let sum = 0;
  for (const { meanPredicted, meanObserved, count } of calibrationBins(
    predictions,
    labels,
    binCount,
  )) {
    sum += count * Math.abs(meanPredicted - meanObserved);
  }
  return sum / labels.length;
}
