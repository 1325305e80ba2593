import { logLoss } from './log-loss.ts';

/**
 * Log loss divided by that of always predicting the observed rate (He et al., ADKDD 2014): below 1
 * is better than knowing the rate alone. Null when one class is absent.
 */
export function normalisedEntropy(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
): number | null {
  const loss = logLoss(predictions, labels);
  let clicks = 0;
  for (let i = 0; i < labels.length; i++) if ((labels[i] as number) > 0.5) clicks++;
  if (clicks === 0 || clicks === labels.length) return null;
  const rate = clicks / labels.length;
  return loss / -(rate * Math.log(rate) + (1 - rate) * Math.log1p(-rate));
}
