import { z } from 'zod';
import { fitBaseline } from './baseline.ts';
import { rowsByViewer } from './interactions.ts';
import { ratingMethod } from './rating-method.ts';
import { truncatedSvd } from './singular-values.ts';

/**
 * r(v,i) = baseline + (U_k S_k V_k')(v,i), where U S V' is the singular value decomposition of the ratings
 * less their baseline, missing ones 0 (Sarwar et al., WebKDD 2000). At full rank it reproduces every rating.
 */
export const truncatedSvdRatings = ratingMethod({
  title: 'Truncated SVD',
  paper: 'Sarwar et al., WebKDD 2000',
  usesChance: false,
  settings: z.strictObject({ rank: z.int().positive().default(12) }),
  fit(ratings, settings, random) {
    const { mean, viewerBias, itemBias } = fitBaseline(ratings);
    const centre = (v: number, i: number) => mean + viewerBias[v]! + itemBias[i]!;
    const rows = rowsByViewer(ratings);
    const rests = Float32Array.from(
      rows.entries,
      (e) => ratings.values[e]! - centre(ratings.viewers[e]!, ratings.items[e]!),
    );
    const { rank, values, left, right } = truncatedSvd(
      { ...rows, values: rests },
      settings.rank,
      random,
    );
    return {
      predict(v, i) {
        let rest = 0;
        for (let f = 0; f < rank; f++) {
          rest += left[v * rank + f]! * values[f]! * right[i * rank + f]!;
        }
        return centre(v, i) + rest;
      },
    };
  },
});
