import type { NeighbourModel } from '@placard/contracts';
import { itemIndex, type KnownItem, knownItems } from './known-items.ts';
import { largest } from './largest.ts';
import type { Retriever } from './retriever.ts';

/**
 * score(j) = sum over recent items i of weight(i) x table(i, j). Work: the neighbours of what is recent, and one
 * pass over the items; memory: 8 bytes an edge, 9 an item. The score array is reused from call to call.
 */
export function neighbourRetriever(model: NeighbourModel): Retriever {
  const index = itemIndex(model);
  const { itemIds, popularity, recencyDecay } = model;
  const scores = new Float64Array(itemIds.length);
  const touched = new Uint8Array(itemIds.length);
  const known = (recent: Parameters<Retriever['retrieve']>[0]) =>
    // An item without neighbours says nothing: a viewer of such alone is a viewer of whom nothing is known.
    knownItems(recent, index, recencyDecay).filter(
      ({ index: item }) => model.offsets[item]! < model.offsets[item + 1]!,
    );
  return {
    method: model.method,
    knows: (recent) => known(recent).length > 0,
    retrieve(recent, k, { skip } = {}) {
      const history = known(recent);
      const pick = (by: ArrayLike<number>, counts: (i: number) => boolean) =>
        largest(by, k, (i) => counts(i) && !skip?.has(itemIds[i]!)).map((i) => ({
          itemId: itemIds[i]!,
          score: by[i]!,
        }));
      if (history.length === 0) return pick(popularity, () => true);
      addUp(model, history, scores, touched);
      return pick(scores, (i) => touched[i] === 1);
    },
    score(recent, wanted) {
      const history = known(recent);
      if (history.length > 0) addUp(model, history, scores, touched);
      return wanted.map((itemId) => {
        const i = index.get(itemId);
        if (i === undefined) return null;
        return history.length > 0 ? scores[i]! : popularity[i]!;
      });
    },
  };
}

function addUp(
  { offsets, neighbours, weights }: NeighbourModel,
  history: readonly KnownItem[],
  scores: Float64Array,
  touched: Uint8Array,
): void {
  scores.fill(0);
  touched.fill(0);
  for (const { index, weight } of history) {
    for (let e = offsets[index]!; e < offsets[index + 1]!; e++) {
      const to = neighbours[e]!;
      scores[to]! += weight * weights[e]!;
      touched[to] = 1;
    }
  }
}
