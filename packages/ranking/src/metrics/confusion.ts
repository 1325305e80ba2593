import { requirePairs } from './log-loss.ts';

/** What saying "click" at or above a threshold gets right and wrong. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** Counts of predictions at or above `threshold` against labels in {0, 1}. Throws on an empty list. */
export function confusion(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): Confusion {
  requirePairs(predictions, labels);
  let [truePositives, falsePositives, trueNegatives, falseNegatives] = [0, 0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    const clicked = (labels[i] as number) > 0.5;
    if ((predictions[i] as number) >= threshold) clicked ? truePositives++ : falsePositives++;
    else clicked ? falseNegatives++ : trueNegatives++;
  }
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}
