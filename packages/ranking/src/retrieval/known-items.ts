import type { RetrievalModel } from '@placard/contracts';
import type { RecentItem } from './retriever.ts';

/** What the model knows of a list of recent items: index and weight, aged by the model's recency decay. */
export interface KnownItem {
  readonly index: number;
  readonly weight: number;
}

export function itemIndex(model: RetrievalModel): ReadonlyMap<string, number> {
  return new Map(model.itemIds.map((itemId, index) => [itemId, index]));
}

/** `recent` newest first; an item the model does not know takes its place in the order, and no more. */
export function knownItems(
  recent: readonly RecentItem[],
  index: ReadonlyMap<string, number>,
  recencyDecay: number,
): KnownItem[] {
  return recent.flatMap(({ itemId, weight }, age) => {
    const at = index.get(itemId);
    return at === undefined ? [] : [{ index: at, weight: weight * recencyDecay ** age }];
  });
}

/** The id of the known item whose weight times `tie` is largest and positive. */
export function strongestTie(
  history: readonly KnownItem[],
  itemIds: readonly string[],
  tie: (item: number) => number,
): string | null {
  let strongest = 0;
  let found: string | null = null;
  for (const { index, weight } of history) {
    const strength = weight * tie(index);
    if (!(strength > strongest)) continue;
    strongest = strength;
    found = itemIds[index]!;
  }
  return found;
}
