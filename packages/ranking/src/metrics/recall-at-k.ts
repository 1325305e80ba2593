import { topK } from './top-k.ts';

/** Share of the relevant (label above 0.5) that is among the k best scores. Null when none is. */
export function recallAtK(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  k: number,
): number | null {
  const relevant = Array.from(labels).filter((label) => label > 0.5).length;
  if (relevant === 0) return null;
  const found = topK(scores, k).filter((index) => (labels[index] as number) > 0.5).length;
  return found / relevant;
}
