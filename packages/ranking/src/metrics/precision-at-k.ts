import { topK } from './top-k.ts';

/** Share of the k best scores that is relevant (label above 0.5); a list shorter than k still counts k. */
export function precisionAtK(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  k: number,
): number {
  return topK(scores, k).filter((index) => (labels[index] as number) > 0.5).length / k;
}
