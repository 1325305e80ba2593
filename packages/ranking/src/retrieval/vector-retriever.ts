import type { VectorModel } from '@placard/contracts';
import { foldIn } from './fold-in.ts';
import { itemIndex, knownItems, strongestTie } from './known-items.ts';
import { largest } from './largest.ts';
import type { RecentItem, Retriever } from './retriever.ts';

/**
 * score(j) = viewer vector . item vector, over every item: exact. Work: items x dim multiply-adds a call; memory:
 * 4 bytes x items x dim, twice with history vectors. `npm run bench -- nearest-neighbours` shows from how many
 * items on a graph answers as well in less time: several thousand.
 */
export function vectorRetriever(model: VectorModel): Retriever {
  const index = itemIndex(model);
  const { itemIds, popularity, vectors, dim, recencyDecay } = model;
  const viewerVector = foldIn(model);
  const scores = new Float64Array(itemIds.length);
  const dot = (viewer: Float64Array, item: number) => dotAt(viewer, vectors, item * dim);
  const viewerOf = (recent: readonly RecentItem[]) => {
    const history = knownItems(recent, index, recencyDecay);
    return history.length === 0 ? null : viewerVector(history);
  };
  return {
    method: model.method,
    knows: (recent) => knownItems(recent, index, recencyDecay).length > 0,
    retrieve(recent, k, { skip } = {}) {
      const viewer = viewerOf(recent);
      if (viewer) for (let i = 0; i < scores.length; i++) scores[i] = dot(viewer, i);
      const by = viewer ? scores : popularity;
      return largest(by, k, (i) => !skip?.has(itemIds[i]!)).map((i) => ({
        itemId: itemIds[i]!,
        score: by[i]!,
      }));
    },
    because(recent, itemId) {
      const wanted = index.get(itemId);
      if (wanted === undefined) return null;
      const from = model.historyVectors ?? vectors;
      return strongestTie(knownItems(recent, index, recencyDecay), itemIds, (item) => {
        let tie = 0;
        for (let f = 0; f < dim; f++) tie += from[item * dim + f]! * vectors[wanted * dim + f]!;
        return tie;
      });
    },
    score(recent, wanted) {
      const viewer = viewerOf(recent);
      return wanted.map((itemId) => {
        const i = index.get(itemId);
        if (i === undefined) return null;
        return viewer ? dot(viewer, i) : popularity[i]!;
      });
    },
  };
}

/** Four sums at once: one alone would wait for each addition, and take three times as long. */
function dotAt(viewer: Float64Array, vectors: Float32Array, from: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let f = 0;
  for (; f + 3 < viewer.length; f += 4) {
    first += viewer[f]! * vectors[from + f]!;
    second += viewer[f + 1]! * vectors[from + f + 1]!;
    third += viewer[f + 2]! * vectors[from + f + 2]!;
    fourth += viewer[f + 3]! * vectors[from + f + 3]!;
  }
  for (; f < viewer.length; f++) first += viewer[f]! * vectors[from + f]!;
  return first + second + third + fourth;
}
