import { topK } from './top-k.ts';

/**
 * 1 / place of the first relevant among the k best scores, 0 when none is there; its mean over lists is MRR
 * (Voorhees, TREC-8, 1999). Null when nothing is relevant.
 */
export function reciprocalRankAtK(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  k: number,
): number | null {
  if (!Array.from(labels).some((label) => label > 0.5)) return null;
  const place = topK(scores, k).findIndex((index) => (labels[index] as number) > 0.5);
  return place < 0 ? 0 : 1 / (place + 1);
}
