import { requirePairs } from './log-loss.ts';

/**
 * Probability that a click outranks a non-click, ties counting half (Mann and Whitney, 1947).
 * Null when one class is absent.
 */
export function auc(predictions: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  requirePairs(predictions, labels);
  const order = Uint32Array.from({ length: labels.length }, (_, i) => i).sort(
    (a, b) => (predictions[a] as number) - (predictions[b] as number),
  );
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let clicks = 0;
    const value = predictions[order[start] as number];
    while (end < order.length && predictions[order[end] as number] === value) {
      if ((labels[order[end] as number] as number) > 0.5) clicks++;
      end++;
    }
    rankSum += clicks * ((start + 1 + end) / 2);
    positives += clicks;
    start = end;
  }
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
