import { requirePairs } from './log-loss.ts';

/** Predicted clicks over observed clicks: 1 is calibrated, above 1 overcharges. Null without clicks. */
export function calibrationRatio(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
): number | null {
  requirePairs(predictions, labels);
  let predicted = 0;
  let observed = 0;
  for (let i = 0; i < labels.length; i++) {
    predicted += predictions[i] as number;
    observed += (labels[i] as number) > 0.5 ? 1 : 0;
  }
  return observed === 0 ? null : predicted / observed;
}
