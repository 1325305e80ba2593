import { averagePrecisionAtK, coverage, ndcgAtK, novelty } from '@placard/ranking';
import { type Interactions, type Recommender, rowsByViewer } from '@placard/training';
import { countsOf, judgedLists } from './judged-lists.ts';
import type { Figures } from './kept-results.ts';
import type { Split } from './splits.ts';

/** The figures of each viewer's best `k` items that are not in `train`, judged by `test`. */
export function listFigures(fitted: Recommender, { train, test }: Split, k: number): Figures {
  return figuresOfLists(bestLists(fitted, train, k), { train, test }, k);
}

/** By viewer: the best `k` items not in `train`, best first; null for a viewer without any there. */
export function bestLists(
  fitted: Recommender,
  train: Interactions,
  k: number,
): readonly (readonly number[] | null)[] {
  const seen = rowsByViewer(train);
  return Array.from({ length: train.viewerCount }, (_, v) => {
    if (seen.offsets[v] === seen.offsets[v + 1]) return null;
    const scores = fitted.score(v);
    for (let e = seen.offsets[v]!; e < seen.offsets[v + 1]!; e++) {
      scores[seen.columns[e]!] = -Infinity;
    }
    return best(scores, k);
  });
}

/**
 * nDCG, precision, recall, MAP, coverage and novelty: any item of `test` is relevant; means over viewers with some.
 * MAP divides by all that is relevant, as Recommenders does.
 */
export function figuresOfLists(
  lists: readonly (readonly number[] | null)[],
  { train, test }: Split,
  k: number,
): Figures {
  const judged = judgedLists(lists, test, k);
  const sums = { ndcg: 0, precision: 0, recall: 0, map: 0 };
  for (const { order, labels, list, hits, relevant } of judged) {
    sums.ndcg += ndcgAtK(order, labels, k)!;
    sums.precision += hits / k;
    sums.recall += hits / relevant;
    sums.map +=
      (averagePrecisionAtK(order, labels, list.length)! * Math.min(list.length, relevant)) /
      relevant;
  }
  const shown = judged.map(({ list }) => list);
  return {
    [`nDCG@${k}`]: sums.ndcg / judged.length,
    [`P@${k}`]: sums.precision / judged.length,
    [`recall@${k}`]: sums.recall / judged.length,
    MAP: sums.map / judged.length,
    coverage: coverage(shown, test.itemCount),
    novelty: novelty(shown, countsOf(train))!,
  };
}

/** Indices of the `k` largest, best first: a sorted short list, for most scores stay outside. */
function best(scores: Float32Array, k: number): number[] {
  const list: number[] = [];
  for (let i = 0; i < scores.length; i++) {
    if (!(scores[i]! > -Infinity)) continue;
    if (list.length === k && !(scores[i]! > scores[list[k - 1]!]!)) continue;
    let at = list.length;
    while (at > 0 && scores[i]! > scores[list[at - 1]!]!) at--;
    list.splice(at, 0, i);
    if (list.length > k) list.pop();
  }
  return list;
}
