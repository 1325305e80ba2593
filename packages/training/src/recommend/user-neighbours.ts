import { z } from 'zod';
import { rowsByItem, rowsByViewer } from './interactions.ts';
import { strongest } from './online-form.ts';
import { recommenderMethod } from './recommender-method.ts';
import { similaritySchema, visitSimilarities } from './similarity.ts';

/**
 * score(v,j) = sum over the `neighbours` viewers u most like v of s(v,u) x value(u,j) (Resnick et al., CSCW
 * 1994). By cosine it serves viewers who come later, compared with some of those it learnt from.
 */
export const userNeighbours = recommenderMethod({
  title: 'User-based neighbours',
  paper: 'Resnick et al., CSCW 1994',
  usesChance: false,
  settings: z.strictObject({
    similarity: similaritySchema.default('cosine'),
    neighbours: z.int().positive().default(80),
    shrinkage: z.number().nonnegative().default(0),
    minSupport: z.int().positive().default(1),
  }),
  fit(interactions, { similarity: kind, neighbours, shrinkage, minSupport }) {
    const histories = rowsByViewer(interactions);
    const audiences = rowsByItem(interactions);
    const like: { viewer: number; similarity: number }[][] = [];
    visitSimilarities(histories, audiences, { kind, shrinkage, minSupport }, (viewer, row) => {
      row[viewer] = 0;
      like[viewer] = strongest(row, neighbours).map((other) => ({
        viewer: other,
        similarity: row[other]!,
      }));
    });
    return {
      score(viewer) {
        const scores = new Float32Array(interactions.itemCount);
        for (const { viewer: other, similarity } of like[viewer]!) {
          for (let e = histories.offsets[other]!; e < histories.offsets[other + 1]!; e++) {
            scores[histories.columns[e]!]! += similarity * histories.values[e]!;
          }
        }
        return scores;
      },
      online: kind === 'cosine' ? { kind: 'viewers', histories, neighbours } : null,
    };
  },
});
