import type { NextItemCase } from './hold-out-last.ts';
import type { NextItemModel } from './next-item-model.ts';

const CASES_AT_A_TIME = 256;
const CUTOFFS = [5, 10, 20] as const;
type Cutoff = (typeof CUTOFFS)[number];

export interface NextItemQuality {
  readonly cases: number;
  /** Share of cases whose target is among the first k. */
  readonly hitRate: Readonly<Record<Cutoff, number>>;
  /** Mean of 1 / log2(1 + rank) where the rank is at most k, else 0. */
  readonly ndcg: Readonly<Record<Cutoff, number>>;
  /** Mean of 1 / rank where the rank is at most k, else 0. */
  readonly reciprocalRank: Readonly<Record<Cutoff, number>>;
}

/**
 * Ranks each target among all items that the viewer has not had yet: no sampled negatives. Items that score
 * the same as the target count as before it, so that a constant model earns nothing.
 */
export async function evaluateNextItem(
  model: NextItemModel,
  cases: readonly NextItemCase[],
): Promise<NextItemQuality> {
  return qualityOfRanks(await ranksOfTargets(model, cases));
}

/** Rank of each case's target, from 1. */
export async function ranksOfTargets(
  model: NextItemModel,
  cases: readonly NextItemCase[],
): Promise<Int32Array> {
  const ranks = new Int32Array(cases.length);
  for (let from = 0; from < cases.length; from += CASES_AT_A_TIME) {
    const some = cases.slice(from, from + CASES_AT_A_TIME);
    const scores = await model.scores(some.map(({ history }) => history));
    some.forEach(({ history, target }, index) => {
      const row = scores.subarray(index * model.itemCount, (index + 1) * model.itemCount);
      ranks[from + index] = rankAmongNew(row, target, history.items);
    });
  }
  return ranks;
}

export function rankAmongNew(scores: Float32Array, target: number, seen: Int32Array): number {
  const score = scores[target]!;
  if (!Number.isFinite(score)) throw new RangeError(`the score of item ${target} is ${score}`);
  let rank = 0;
  for (let item = 0; item < scores.length; item++) if (scores[item]! >= score) rank++;
  for (const item of new Set(seen)) if (item !== target && scores[item]! >= score) rank--;
  return rank;
}

/** Ranking's metrics of lists with one relevant item, told from its rank alone. */
export function qualityOfRanks(ranks: Int32Array): NextItemQuality {
  const mean = (value: (rank: number) => number) => {
    let sum = 0;
    for (const rank of ranks) sum += value(rank);
    return ranks.length === 0 ? 0 : sum / ranks.length;
  };
  const byCutoff = (value: (rank: number) => number) =>
    Object.fromEntries(
      CUTOFFS.map((cutoff) => [cutoff, mean((rank) => (rank <= cutoff ? value(rank) : 0))]),
    ) as Record<Cutoff, number>;
  return {
    cases: ranks.length,
    hitRate: byCutoff(() => 1),
    ndcg: byCutoff((rank) => 1 / Math.log2(1 + rank)),
    reciprocalRank: byCutoff((rank) => 1 / rank),
  };
}
