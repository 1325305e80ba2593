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
import { countsOf, judgedLists } from '../movielens/judged-lists.ts';
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
  const judged = judgedLists(lists, test, k);
  const ones = judged.map(() => 1);
  const each = (metric: typeof ndcgAtK) =>
    ratioStatistic(
      judged.map(({ order, labels }) => metric(order, labels, k)!),
      ones,
    );
  const shown = judged.map(({ list }) => list);
  const means = bootstrapIntervals(
    {
      ndcg: each(ndcgAtK),
      recall: each(recallAtK),
      hitRate: each(hitAtK),
      reciprocalRank: each(reciprocalRankAtK),
    },
    { clusters: [...judged.keys()], random },
  );
  return {
    viewers: judged.length,
    ndcg: means.ndcg!,
    recall: means.recall!,
    hitRate: means.hitRate!,
    reciprocalRank: means.reciprocalRank!,
    coverage: coverage(shown, test.itemCount),
    novelty: novelty(shown, countsOf(train))!,
    diversity: diversity(shown, (a, b) => jaccard(terms[a]!, terms[b]!)),
  };
}

/** Two things of which nothing is said are not alike. */
function jaccard(a: readonly string[], b: readonly string[]): number {
  const both = a.filter((term) => b.includes(term)).length;
  return both === 0 ? 0 : both / (a.length + b.length - both);
}
