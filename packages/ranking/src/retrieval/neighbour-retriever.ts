import type { NeighbourModel } from '@placard/contracts';
import { itemIndex, type KnownItem, knownItems, strongestTie } from './known-items.ts';
import { largest } from './largest.ts';
import type { Retriever } from './retriever.ts';

/**
 * score(j) = sum over recent items i of weight(i) x table(i, j). Work: the neighbours of what is recent, however
 * many items there are; memory: 8 bytes an edge, 13 an item. The arrays are reused from call to call.
 */
export function neighbourRetriever(model: NeighbourModel): Retriever {
  const index = itemIndex(model);
  const { itemIds, popularity, recencyDecay } = model;
  const scores = new Float64Array(itemIds.length);
  const touched: Touched = {
    list: new Int32Array(itemIds.length),
    marks: new Uint8Array(itemIds.length),
    count: 0,
  };
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
      const pick = (by: ArrayLike<number>, among?: ArrayLike<number>) =>
        largest(by, k, (i) => !skip?.has(itemIds[i]!), among).map((i) => ({
          itemId: itemIds[i]!,
          score: by[i]!,
        }));
      if (history.length === 0) return pick(popularity);
      addUp(model, history, scores, touched);
      return pick(scores, touched.list.subarray(0, touched.count));
    },
    because(recent, itemId) {
      const wanted = index.get(itemId);
      if (wanted === undefined) return null;
      return strongestTie(known(recent), itemIds, (item) => {
        const [from, to] = [model.offsets[item]!, model.offsets[item + 1]!];
        const at = model.neighbours.subarray(from, to).indexOf(wanted);
        return at < 0 ? 0 : model.weights[from + at]!;
      });
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

/** Items that have a score: list[0 .. count). */
type Touched = { readonly list: Int32Array; readonly marks: Uint8Array; count: number };

function addUp(
  { offsets, neighbours, weights }: NeighbourModel,
  history: readonly KnownItem[],
  scores: Float64Array,
  touched: Touched,
): void {
  const { list, marks } = touched;
  for (let i = 0; i < touched.count; i++) {
    scores[list[i]!] = 0;
    marks[list[i]!] = 0;
  }
  touched.count = 0;
  for (const { index, weight } of history) {
    for (let e = offsets[index]!; e < offsets[index + 1]!; e++) {
      const to = neighbours[e]!;
      scores[to]! += weight * weights[e]!;
      if (marks[to] === 1) continue;
      marks[to] = 1;
      list[touched.count++] = to;
    }
  }
}
