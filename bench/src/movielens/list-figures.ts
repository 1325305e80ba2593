import { type Interactions, type Recommender, rowsByViewer } from '@placard/training';
import type { Figures } from './kept-results.ts';

/**
 * nDCG, precision, recall and MAP of each viewer's best `k` items that are not in `train`, as the published
 * table defines them: any item of `test` is relevant, MAP divides by all of them; means over viewers with some.
 */
export function listFigures(
  fitted: Recommender,
  { train, test }: { readonly train: Interactions; readonly test: Interactions },
  k: number,
): Figures {
  const [seen, wanted] = [rowsByViewer(train), rowsByViewer(test)];
  const sums = { ndcg: 0, precision: 0, recall: 0, map: 0 };
  const shown = new Set<number>();
  let viewers = 0;
  for (let v = 0; v < test.viewerCount; v++) {
    const relevant = new Set(wanted.columns.subarray(wanted.offsets[v]!, wanted.offsets[v + 1]!));
    if (relevant.size === 0 || seen.offsets[v] === seen.offsets[v + 1]) continue;
    viewers++;
    const scores = fitted.score(v);
    for (let e = seen.offsets[v]!; e < seen.offsets[v + 1]!; e++) {
      scores[seen.columns[e]!] = -Infinity;
    }
    let hits = 0;
    let gain = 0;
    let ideal = 0;
    best(scores, k).forEach((item, rank) => {
      shown.add(item);
      if (rank < relevant.size) ideal += 1 / Math.log2(rank + 2);
      if (!relevant.has(item)) return;
      hits++;
      gain += 1 / Math.log2(rank + 2);
      sums.map += hits / (rank + 1) / relevant.size;
    });
    sums.ndcg += gain / ideal;
    sums.precision += hits / k;
    sums.recall += hits / relevant.size;
  }
  return {
    'nDCG@10': sums.ndcg / viewers,
    'P@10': sums.precision / viewers,
    'recall@10': sums.recall / viewers,
    MAP: sums.map / viewers,
    coverage: shown.size / test.itemCount,
  };
}

/** Indices of the `k` largest, best first: a sorted short list, for most scores stay outside. */
function best(scores: Float32Array, k: number): number[] {
  const list: number[] = [];
  for (let i = 0; i < scores.length; i++) {
    if (list.length === k && !(scores[i]! > scores[list[k - 1]!]!)) continue;
    let at = list.length;
    while (at > 0 && scores[i]! > scores[list[at - 1]!]!) at--;
    list.splice(at, 0, i);
    if (list.length > k) list.pop();
  }
  return list;
}
