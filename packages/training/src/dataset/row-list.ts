import type { TrainingRow } from './training-row.ts';

/** Rows that can be gone through again and again: an array, or a file that is read anew each time. */
export type RowList = Iterable<TrainingRow> & { readonly length: number };

/** Several lists as one. */
export function joined(...lists: readonly RowList[]): RowList {
  return {
    length: lists.reduce((sum, { length }) => sum + length, 0),
    *[Symbol.iterator]() {
      for (const list of lists) yield* list;
    },
  };
}

/** At most `most` rows, evenly spread over the list. */
export function sampled(list: RowList, most: number): TrainingRow[] {
  const every = Math.max(1, Math.ceil(list.length / most));
  const sample: TrainingRow[] = [];
  let index = 0;
  for (const row of list) if (index++ % every === 0) sample.push(row);
  return sample;
}
