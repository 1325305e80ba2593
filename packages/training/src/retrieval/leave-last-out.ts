import type { RetrievalAccuracy, RetrievalInput } from '@placard/contracts';
import { ndcgAtK, type RecentItem, type Retriever, recallAtK } from '@placard/ranking';

type Interaction = RetrievalInput['interactions'][number];

/** A viewer whose last item is to be found from those before it, newest first. */
export type HeldOut = { readonly recent: readonly RecentItem[]; readonly last: string };

const K = 10;
/** As many as a decision looks at. */
const RECENT_ITEMS = 10;

/**
 * Takes the last item of up to `most` viewers with two items or more, spread evenly over all of them; of every
 * second at most, for what is held out ties nothing.
 */
export function leaveLastOut(interactions: readonly Interaction[], most: number) {
  const byViewer = new Map<string, Interaction[]>();
  for (const one of interactions) {
    const known = byViewer.get(one.viewerKey);
    if (known) known.push(one);
    else byViewer.set(one.viewerKey, [one]);
  }
  const able = [...byViewer.values()].filter((list) => list.length > 1);
  const step = Math.max(2, able.length / most);
  const taken = new Set<Interaction>();
  const heldOut: HeldOut[] = [];
  for (let at = 0; Math.floor(at) < able.length; at += step) {
    const [last, ...before] = able[Math.floor(at)]!.toSorted((a, b) => b.atMs - a.atMs);
    taken.add(last!);
    const recent = before.slice(0, RECENT_ITEMS).map(({ itemId }) => ({ itemId, weight: 1 }));
    heldOut.push({ recent, last: last!.itemId });
  }
  return { train: interactions.filter((one) => !taken.has(one)), heldOut };
}

/** Mean recall@10 and nDCG@10 of the one item held out; what a viewer had before is not retrieved again. */
export function accuracyOf(
  retriever: Retriever,
  heldOut: readonly HeldOut[],
  options: { readonly alikeForAll?: boolean } = {},
): RetrievalAccuracy {
  let found = 0;
  let gain = 0;
  for (const { recent, last } of heldOut) {
    const skip = new Set(recent.map(({ itemId }) => itemId));
    const list = retriever.retrieve(options.alikeForAll ? [] : recent, K, { skip });
    const scores = list.map((_, place) => -place);
    const relevances = list.map(({ itemId }) => Number(itemId === last));
    // Null where the list does not have it.
    found += recallAtK(scores, relevances, K) ?? 0;
    gain += ndcgAtK(scores, relevances, K) ?? 0;
  }
  return { recallAt10: found / heldOut.length, ndcgAt10: gain / heldOut.length };
}
