import { topK } from './top-k.ts';

/** 1 when something relevant is among the k best scores, else 0; its mean over lists is the hit rate. Null when nothing is relevant. */
export function hitAtK(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  k: number,
): number | null {
  if (!Array.from(labels).some((label) => label > 0.5)) return null;
  return topK(scores, k).some((index) => (labels[index] as number) > 0.5) ? 1 : 0;
}
