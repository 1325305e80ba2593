import type { Random } from '@placard/domain';
import { type Interactions, selectInteractions } from '@placard/training';

export interface Split {
  readonly train: Interactions;
  readonly test: Interactions;
}

/** A random order of 0 .. count - 1. */
function permutation(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}

/** `folds` splits, each interaction in the test part of one. */
export function foldSplits(interactions: Interactions, folds: number, random: Random): Split[] {
  const order = permutation(interactions.items.length, random);
  return Array.from({ length: folds }, (_, fold) => {
    const inFold = (_: number, at: number) => at % folds === fold;
    return {
      train: selectInteractions(
        interactions,
        order.filter((e, at) => !inFold(e, at)),
      ),
      test: selectInteractions(interactions, order.filter(inFold)),
    };
  });
}

/** Of each item's interactions `share`, rounded, go to train: stratified by item, as the published table is. */
export function splitByItem(interactions: Interactions, share: number, random: Random): Split {
  const byItem = Array.from({ length: interactions.itemCount }, (): number[] => []);
  for (const e of permutation(interactions.items.length, random)) {
    byItem[interactions.items[e]!]!.push(e);
  }
  const part = (pick: (entries: number[], kept: number) => number[]) =>
    selectInteractions(
      interactions,
      byItem.flatMap((entries) => pick(entries, Math.round(share * entries.length))),
    );
  return {
    train: part((entries, kept) => entries.slice(0, kept)),
    test: part((entries, kept) => entries.slice(kept)),
  };
}

/** Of each viewer's interactions, at random, a tenth to test, a tenth to validation and the rest to train, rounded. */
export function splitByViewer(
  interactions: Interactions,
  random: Random,
): Split & { readonly validation: Interactions } {
  const byViewer = Array.from({ length: interactions.viewerCount }, (): number[] => []);
  for (const e of permutation(interactions.items.length, random)) {
    byViewer[interactions.viewers[e]!]!.push(e);
  }
  const part = (from: number, to: number) =>
    selectInteractions(
      interactions,
      byViewer.flatMap((entries) =>
        entries.slice(Math.round(from * entries.length), Math.round(to * entries.length)),
      ),
    );
  return { test: part(0, 0.1), validation: part(0.1, 0.2), train: part(0.2, 1) };
}
