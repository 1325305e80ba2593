import { type Interactions, rowsByViewer } from '@placard/training';

/** A list beside what its viewer turned to, as ranking metrics at k read it. */
export interface JudgedList {
  /** [at most k] items, best first. */
  readonly list: readonly number[];
  /** How many of them the viewer turned to, and how many items in all. */
  readonly hits: number;
  readonly relevant: number;
  /** [at least k]: 1 where relevant; the list, room up to k, then what is relevant and not listed. */
  readonly labels: readonly number[];
  /** Scores that put `labels` in this order. */
  readonly order: readonly number[];
}

/** Of `lists` [viewers] those of viewers with something in `test`. Where what is not listed stands, no figure at k tells. */
export function judgedLists(
  lists: readonly (readonly number[] | null)[],
  test: Interactions,
  k: number,
): JudgedList[] {
  const wanted = rowsByViewer(test);
  return lists.flatMap((list, v) => {
    const relevant = new Set(wanted.columns.subarray(wanted.offsets[v]!, wanted.offsets[v + 1]!));
    if (!list || relevant.size === 0) return [];
    const listed = list.map((item) => Number(relevant.has(item)));
    const hits = listed.reduce((sum, hit) => sum + hit, 0);
    const labels = [
      ...listed,
      ...Array<number>(k - list.length).fill(0),
      ...Array<number>(relevant.size - hits).fill(1),
    ];
    return [{ list, hits, relevant: relevant.size, labels, order: labels.map((_, at) => -at) }];
  });
}

/** How many interactions each item has. */
export function countsOf({ items }: Interactions): Map<number, number> {
  const counts = new Map<number, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
