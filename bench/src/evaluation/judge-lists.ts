import type { Random } from '@placard/domain';
import {
  bootstrapIntervals,
  coverage,
  diversity,
  hitAtK,
  type Interval,
  ndcgAtK,
  novelty,
  ratioStatistic,
  recallAtK,
  reciprocalRankAtK,
} from '@placard/ranking';
import { type Interactions, rowsByViewer } from '@placard/training';
import type { Split } from '../movielens/splits.ts';

export interface ListJudgement {
  readonly viewers: number;
  /** Means over viewers, 95 % from resampled viewers. */
  readonly ndcg: Interval;
  readonly recall: Interval;
  readonly hitRate: Interval;
  readonly reciprocalRank: Interval;
  readonly coverage: number;
  /** Bits. */
  readonly novelty: number;
  /** 1 less the Jaccard similarity of what is said of two items, mean over pairs of a list; null where unknown. */
  readonly diversity: number | null;
}

/**
 * Lists [k] by viewer, best first, judged by what the viewer turned to in `test`; null and viewers without any there
 * are left out. `terms` says what is said of an item. Throws a RangeError where nobody is left.
 */
export function judgeLists(
  lists: readonly (readonly number[] | null)[],
  { train, test }: Split,
  { k, terms, random }: { k: number; terms: readonly (readonly string[])[]; random: Random },
): ListJudgement {
  const wanted = rowsByViewer(test);
  const figures = { ndcg: [], recall: [], hitRate: [], reciprocalRank: [] } as Record<
    'ndcg' | 'recall' | 'hitRate' | 'reciprocalRank',
    number[]
  >;
  const judged: (readonly number[])[] = [];
  lists.forEach((list, v) => {
    const relevant = new Set(wanted.columns.subarray(wanted.offsets[v]!, wanted.offsets[v + 1]!));
    if (!list || relevant.size === 0) return;
    judged.push(list);
    const listed = list.map((item) => Number(relevant.has(item)));
    const hits = listed.reduce((sum, hit) => sum + hit, 0);
    // Room for k, then what is relevant and not listed: no figure at k can tell where it stands.
    const beside = Array<number>(k - list.length).fill(0);
    const labels = [...listed, ...beside, ...Array<number>(relevant.size - hits).fill(1)];
    const order = labels.map((_, place) => -place);
    figures.ndcg.push(ndcgAtK(order, labels, k)!);
    figures.recall.push(recallAtK(order, labels, k)!);
    figures.hitRate.push(hitAtK(order, labels, k)!);
    figures.reciprocalRank.push(reciprocalRankAtK(order, labels, k)!);
  });
  const ones = judged.map(() => 1);
  const means = bootstrapIntervals(
    {
      ndcg: ratioStatistic(figures.ndcg, ones),
      recall: ratioStatistic(figures.recall, ones),
      hitRate: ratioStatistic(figures.hitRate, ones),
      reciprocalRank: ratioStatistic(figures.reciprocalRank, ones),
    },
    { clusters: [...judged.keys()], random },
  );
  return {
    viewers: judged.length,
    ndcg: means.ndcg!,
    recall: means.recall!,
    hitRate: means.hitRate!,
    reciprocalRank: means.reciprocalRank!,
    coverage: coverage(judged, test.itemCount),
    novelty: novelty(judged, countsOf(train))!,
    diversity: diversity(judged, (a, b) => jaccard(terms[a]!, terms[b]!)),
  };
}

function countsOf({ items }: Interactions): Map<number, number> {
  const counts = new Map<number, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** Two things of which nothing is said are not alike. */
function jaccard(a: readonly string[], b: readonly string[]): number {
  const both = a.filter((term) => b.includes(term)).length;
  return both === 0 ? 0 : both / (a.length + b.length - both);
}
