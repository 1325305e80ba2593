import { topK } from './top-k.ts';

/**
 * Normalised discounted cumulative gain of the k best scores, gain 2^relevance - 1 (Burges et al.,
 * 2005). Null when nothing is relevant.
 */
export function ndcgAtK(
  scores: ArrayLike<number>,
  relevances: ArrayLike<number>,
  k: number,
): number | null {
  const ideal = discountedGain(relevances, topK(relevances, k));
  return ideal === 0 ? null : discountedGain(relevances, topK(scores, k)) / ideal;
}

function discountedGain(relevances: ArrayLike<number>, order: readonly number[]): number {
  return order.reduce(
    (sum, index, rank) => sum + (2 ** (relevances[index] as number) - 1) / Math.log2(rank + 2),
    0,
  );
}
