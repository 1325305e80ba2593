import { z } from 'zod';
import { historyScores } from './history-scores.ts';
import { rowsByViewer } from './interactions.ts';
import type { NeighbourForm } from './online-form.ts';
import { recommenderMethod } from './recommender-method.ts';

/**
 * score(v,j) = sum over v's items i of value x cosine(i, j), between TF-IDF vectors of what items say of
 * themselves: tf x ln((1 + items) / (1 + items with the term)) + 1, length 1 (Salton and Buckley, 1988; Pazzani and
 * Billsus, 2007). An item nobody has touched is recommended like any other. Needs `itemTerms`.
 */
export const contentBased = recommenderMethod({
  title: 'Content-based (TF-IDF)',
  paper: 'Pazzani and Billsus, The Adaptive Web 2007',
  usesChance: false,
  settings: z.strictObject({}),
  fit(interactions, _settings, { itemTerms }) {
    const n = interactions.itemCount;
    if (itemTerms?.length !== n) {
      throw new RangeError(`content needs the terms of ${n} items, got ${itemTerms?.length ?? 0}`);
    }
    const histories = rowsByViewer(interactions);
    const online = contentForm(itemTerms);
    return { score: (viewer) => historyScores(histories, viewer, online.row), online };
  },
});

/** Ties by content alone: what there is before anybody acts. */
export function contentForm(itemTerms: readonly (readonly string[])[]): NeighbourForm {
  const vectors = tfIdf(itemTerms);
  const postings = new Map<string, { item: number; weight: number }[]>();
  vectors.forEach((vector, item) => {
    for (const [term, weight] of vector) {
      const posting = postings.get(term) ?? [];
      posting.push({ item, weight });
      postings.set(term, posting);
    }
  });
  const similarities = new Float32Array(itemTerms.length);
  const row = (item: number) => {
    similarities.fill(0);
    for (const [term, weight] of vectors[item]!) {
      for (const other of postings.get(term)!) similarities[other.item]! += weight * other.weight;
    }
    similarities[item] = 0;
    return similarities;
  };
  return { kind: 'neighbours', row, recencyDecay: 1 };
}

/** By item its terms' weights, as a vector of length 1. */
export function tfIdf(itemTerms: readonly (readonly string[])[]): Map<string, number>[] {
  const documents = new Map<string, number>();
  for (const terms of itemTerms) {
    for (const term of new Set(terms)) documents.set(term, (documents.get(term) ?? 0) + 1);
  }
  return itemTerms.map((terms) => {
    const weights = new Map<string, number>();
    for (const term of terms) {
      const idf = Math.log((1 + itemTerms.length) / (1 + documents.get(term)!)) + 1;
      weights.set(term, (weights.get(term) ?? 0) + idf);
    }
    const length = Math.hypot(...weights.values());
    for (const [term, weight] of weights) weights.set(term, weight / length);
    return weights;
  });
}
