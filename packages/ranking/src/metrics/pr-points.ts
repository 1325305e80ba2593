import { thinned, thresholdSweep } from './threshold-sweep.ts';

export interface PrPoint {
  readonly threshold: number;
  readonly recall: number;
  readonly precision: number;
}

/**
 * Precision against recall at each distinct prediction, by rising recall, thinned to `maxPoints` (Davis and
 * Goadrich, ICML 2006). Empty without clicks.
 */
export function prPoints(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
  maxPoints = Number.POSITIVE_INFINITY,
): PrPoint[] {
  const steps = thresholdSweep(predictions, labels);
  const total = steps.at(-1)!.clicks;
  if (total === 0) return [];
  const points = steps.map(({ threshold, clicks, others }) => ({
    threshold,
    recall: clicks / total,
    precision: clicks / (clicks + others),
  }));
  return thinned(points, maxPoints);
}
