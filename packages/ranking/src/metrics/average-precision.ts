import { topK } from './top-k.ts';

/**
 * Sum of precision at each relevant place among the k best scores, over min(k, relevant); its mean over lists
 * is MAP@k (Baeza-Yates and Ribeiro-Neto, 1999). Null when nothing is relevant.
 */
export function averagePrecisionAtK(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  k: number,
): number | null {
  const relevant = Array.from(labels).filter((label) => label > 0.5).length;
  if (relevant === 0) return null;
  let found = 0;
  let sum = 0;
  for (const [place, index] of topK(scores, k).entries()) {
    if ((labels[index] as number) > 0.5) sum += ++found / (place + 1);
  }
  return sum / Math.min(k, relevant);
}
