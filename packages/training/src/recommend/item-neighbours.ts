import { z } from 'zod';
import { historyScores } from './history-scores.ts';
import { rowsByItem, rowsByViewer } from './interactions.ts';
import { strongest } from './online-form.ts';
import { recommenderMethod } from './recommender-method.ts';
import { similaritySchema, visitSimilarities } from './similarity.ts';

/**
 * score(v,j) = sum over v's items i of value x s(i,j), where each i keeps its `neighbours` most similar items
 * (Sarwar et al., WWW 2001; Deshpande and Karypis, TOIS 2004). Memory: 4 bytes a pair of items.
 */
export const itemNeighbours = recommenderMethod({
  title: 'Item-based neighbours',
  paper: 'Deshpande and Karypis, TOIS 2004',
  usesChance: false,
  settings: z.strictObject({
    similarity: similaritySchema.default('cosine'),
    neighbours: z.int().positive().default(100),
    shrinkage: z.number().nonnegative().default(0),
    minSupport: z.int().positive().default(1),
  }),
  fit(interactions, { similarity: kind, neighbours, shrinkage, minSupport }) {
    const items = rowsByItem(interactions);
    const histories = rowsByViewer(interactions);
    const n = interactions.itemCount;
    const table = new Float32Array(n * n);
    visitSimilarities(items, histories, { kind, shrinkage, minSupport }, (item, similarities) => {
      similarities[item] = 0;
      for (const other of strongest(similarities, neighbours)) {
        table[item * n + other] = similarities[other]!;
      }
    });
    const row = (item: number) => table.subarray(item * n, (item + 1) * n);
    return {
      score: (viewer) => historyScores(histories, viewer, row),
      online: { kind: 'neighbours', row, recencyDecay: 1 },
    };
  },
});
