import { thinned, thresholdSweep } from './threshold-sweep.ts';

export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * The ROC curve from (0, 0) to (1, 1), one point for each distinct prediction, thinned to `maxPoints` (Fawcett,
 * 2006). Trapezoids under the unthinned curve sum to the AUC. Empty when one class is absent.
 */
export function rocPoints(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
  maxPoints = Number.POSITIVE_INFINITY,
): RocPoint[] {
  const steps = thresholdSweep(predictions, labels);
  const { clicks, others } = steps.at(-1)!;
  if (clicks === 0 || others === 0) return [];
  const points = steps.map((step) => ({
    falsePositiveRate: step.others / others,
    truePositiveRate: step.clicks / clicks,
  }));
  return thinned([{ falsePositiveRate: 0, truePositiveRate: 0 }, ...points], maxPoints);
}
