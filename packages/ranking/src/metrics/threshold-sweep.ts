import { requirePairs } from './log-loss.ts';

/** Clicks and others at or above each distinct prediction, from the highest down: what ROC and PR curves read. */
export function thresholdSweep(
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
): { readonly threshold: number; readonly clicks: number; readonly others: number }[] {
  requirePairs(predictions, labels);
  const order = Uint32Array.from({ length: labels.length }, (_, i) => i).sort(
    (a, b) => (predictions[b] as number) - (predictions[a] as number),
  );
  const steps: { threshold: number; clicks: number; others: number }[] = [];
  let clicks = 0;
  let others = 0;
  order.forEach((row, i) => {
    if ((labels[row] as number) > 0.5) clicks++;
    else others++;
    const threshold = predictions[row] as number;
    const next = order[i + 1];
    if (next === undefined || predictions[next] !== threshold) {
      steps.push({ threshold, clicks, others });
    }
  });
  return steps;
}

/** At most `count` of them, evenly by index, ends included: enough for a chart. */
export function thinned<Point>(points: readonly Point[], count: number): Point[] {
  if (points.length <= count) return [...points];
  return Array.from(
    { length: count },
    (_, i) => points[Math.round((i * (points.length - 1)) / (count - 1))] as Point,
  );
}
