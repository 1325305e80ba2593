import { seededRandom } from '@placard/domain';
import { topK } from '@placard/ranking';
import type { Dataset } from './import/dataset.ts';
import type { LoggedRow } from './logged-rows.ts';
import {
  LIST_LENGTH,
  type ListMeasures,
  measureLists,
  measureRows,
  type OfferedList,
  type PredictedRow,
  type RowMeasures,
} from './measure.ts';
import type { Split } from './splits.ts';

/** Viewers whose history the models learnt from, and those they meet in the test part for the first time. */
export const AUDIENCES = ['all', 'known', 'new'] as const;
export type Audience = (typeof AUDIENCES)[number];

export type SplitResult = {
  /** By method; of those that only retrieve there are lists alone. */
  readonly rows: Readonly<Record<string, Record<Audience, RowMeasures | null>>>;
  readonly lists: Readonly<Record<string, Record<Audience, ListMeasures | null>>>;
};

type Lists = readonly { readonly viewerId: string; readonly itemIds: readonly string[] }[];

export type SplitInput = {
  readonly dataset: Dataset;
  readonly rows: readonly LoggedRow[];
  readonly split: Split;
  /** Of the split's test numbers, in their order. */
  readonly predictions: Readonly<Record<string, readonly number[]>>;
  readonly lists: Readonly<Record<string, Lists>>;
  readonly seed: number;
};

/** All methods on the very same rows and viewers. */
export function evaluateSplit(input: SplitInput): SplitResult {
  const { dataset, rows, split, seed } = input;
  const random = seededRandom(seed);
  const known = new Set(split.train.map((number) => dataset.interactions[number]!.viewerId));
  const clicks = countItems(dataset, split.train, (interaction) => interaction.clicked);
  const shown = countItems(dataset, split.train, () => true);
  const test = split.test.map((number) => rows[number]!);
  const predictions: Record<string, readonly number[]> = {
    random: test.map(() => random()),
    // A count is no probability; the share of the most clicked makes it one, for the order is what counts.
    'most clicked': sharesOfMost(test, clicks),
    popularity: test.map((row) => Number(row.values['ad-ctr'])),
    ...input.predictions,
  };
  const lists: Record<string, Lists> = {
    random: orderedLists(input, () => random()),
    'most clicked': orderedLists(input, (itemId) => clicks.get(itemId) ?? 0),
    ...input.lists,
  };
  const taken = takenLater(dataset, split);
  return {
    rows: forMethods(predictions, (of) =>
      forAudiences((audience) =>
        measureRows(
          test
            .map((row, i): PredictedRow => ({ ...row, prediction: of[i]! }))
            .filter((row) => belongs(audience, known, row.viewerId)),
        ),
      ),
    ),
    lists: forMethods(lists, (of) =>
      forAudiences((audience) =>
        measureLists(
          of
            .filter((list) => belongs(audience, known, list.viewerId))
            .map(
              (list): OfferedList => ({ ...list, taken: taken.get(list.viewerId) ?? new Set() }),
            ),
          dataset.items.length,
          shown,
        ),
      ),
    ),
  };
}

/** The ten unseen items that score best for each viewer of the lists that were served. */
function orderedLists({ dataset, split, lists }: SplitInput, score: (itemId: string) => number) {
  const seen = new Map<string, Set<string>>();
  for (const number of split.train) {
    const { viewerId, itemId } = dataset.interactions[number]!;
    seen.set(viewerId, (seen.get(viewerId) ?? new Set()).add(itemId));
  }
  return lists.popularity!.map(({ viewerId }) => {
    const itemIds = dataset.items
      .map((item) => item.itemId)
      .filter((itemId) => !seen.get(viewerId)?.has(itemId));
    const best = topK(itemIds.map(score), LIST_LENGTH);
    return { viewerId, itemIds: best.map((i) => itemIds[i]!) };
  });
}

function takenLater(dataset: Dataset, split: Split): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  for (const number of split.test) {
    const { viewerId, itemId, clicked } = dataset.interactions[number]!;
    if (clicked) taken.set(viewerId, (taken.get(viewerId) ?? new Set()).add(itemId));
  }
  return taken;
}

function countItems(
  dataset: Dataset,
  numbers: readonly number[],
  counts: (interaction: Dataset['interactions'][number]) => boolean,
): Map<string, number> {
  const byItem = new Map(dataset.items.map((item) => [item.itemId, 0]));
  for (const number of numbers) {
    const interaction = dataset.interactions[number]!;
    if (counts(interaction)) byItem.set(interaction.itemId, byItem.get(interaction.itemId)! + 1);
  }
  return byItem;
}

function sharesOfMost(test: readonly LoggedRow[], clicks: ReadonlyMap<string, number>): number[] {
  const most = Math.max(1, ...clicks.values());
  return test.map((row) => (clicks.get(row.itemId) ?? 0) / most);
}

function belongs(audience: Audience, known: ReadonlySet<string>, viewerId: string): boolean {
  return audience === 'all' || (audience === 'known') === known.has(viewerId);
}

function forMethods<M, T>(methods: Readonly<Record<string, M>>, of: (one: M) => T) {
  return Object.fromEntries(Object.entries(methods).map(([method, one]) => [method, of(one)]));
}

function forAudiences<T>(of: (audience: Audience) => T): Record<Audience, T> {
  return Object.fromEntries(AUDIENCES.map((a) => [a, of(a)])) as Record<Audience, T>;
}
