import { z } from 'zod';
import { rowsByViewer } from './interactions.ts';
import { recommenderMethod } from './recommender-method.ts';
import { truncatedSvd } from './singular-values.ts';

/**
 * PureSVD: score(v) = r_v V V', where V [items, rank] are the right singular vectors of the interactions, missing
 * ones 0 (Cremonesi, Koren and Turrin, RecSys 2010).
 */
export const pureSvd = recommenderMethod({
  title: 'Truncated SVD (PureSVD)',
  paper: 'Cremonesi, Koren and Turrin, RecSys 2010',
  usesChance: false,
  settings: z.strictObject({ rank: z.int().positive().default(24) }),
  fit(interactions, settings, { random }) {
    const histories = rowsByViewer(interactions);
    const { rank, right } = truncatedSvd(histories, settings.rank, random);
    return {
      score(viewer) {
        const folded = new Float64Array(rank);
        for (let e = histories.offsets[viewer]!; e < histories.offsets[viewer + 1]!; e++) {
          const from = histories.columns[e]! * rank;
          for (let f = 0; f < rank; f++) folded[f]! += histories.values[e]! * right[from + f]!;
        }
        return Float32Array.from({ length: interactions.itemCount }, (_, i) => {
          let score = 0;
          for (let f = 0; f < rank; f++) score += folded[f]! * right[i * rank + f]!;
          return score;
        });
      },
      online: {
        kind: 'vectors',
        dim: rank,
        vectors: Float32Array.from(right),
        historyVectors: null,
        foldIn: { kind: 'sum' },
      },
    };
  },
});
