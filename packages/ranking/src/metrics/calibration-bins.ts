import { requirePairs } from './log-loss.ts';

export interface CalibrationBin {
  readonly meanPredicted: number;
  readonly meanObserved: number;
  readonly count: number;
}

/**
 * Rows in ascending order of prediction, cut into bins of equal count: click rates crowd near zero,
 * where bins of equal width would hold everything. Equal predictions share a bin, so there may be
 * fewer bins than asked for.
 */
export function calibrationBins(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
  binCount = 20,
): CalibrationBin[] {
  requirePairs(predictions, labels);
  const order = Uint32Array.from({ length: labels.length }, (_, i) => i).sort(
    (a, b) => (predictions[a] as number) - (predictions[b] as number),
  );
  const bins: CalibrationBin[] = [];
  for (let bin = 0, start = 0; bin < binCount && start < order.length; bin++) {
    let end = Math.max(Math.round(((bin + 1) * order.length) / binCount), start);
    if (end === start) continue;
    const last = predictions[order[end - 1] as number];
    while (end < order.length && predictions[order[end] as number] === last) end++;
    let predicted = 0;
    let observed = 0;
    for (let i = start; i < end; i++) {
      predicted += predictions[order[i] as number] as number;
      observed += (labels[order[i] as number] as number) > 0.5 ? 1 : 0;
    }
    const count = end - start;
    bins.push({ meanPredicted: predicted / count, meanObserved: observed / count, count });
    start = end;
  }
  return bins;
}
