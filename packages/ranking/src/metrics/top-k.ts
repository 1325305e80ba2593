/** Indices of the k largest scores, best first. Equal scores keep their order; NaN comes last. */
export function topK(scores: ArrayLike<number>, k: number): number[] {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a positive integer, got ${k}`);
  const value = (i: number) => (Number.isNaN(scores[i]) ? -Infinity : (scores[i] as number));
  return Array.from({ length: scores.length }, (_, i) => i)
    .sort((a, b) => (value(a) === value(b) ? a - b : value(b) > value(a) ? 1 : -1))
    .slice(0, k);
}
