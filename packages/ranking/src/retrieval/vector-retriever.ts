import type { VectorModel } from '@placard/contracts';
import { foldIn } from './fold-in.ts';
import { itemIndex, knownItems } from './known-items.ts';
import { largest } from './largest.ts';
import type { RecentItem, Retriever } from './retriever.ts';

/**
 * score(j) = viewer vector . item vector, over every item: exact. Work: items x dim multiply-adds a call;
 * memory: 4 bytes x items x dim, twice with history vectors.
 */
export function vectorRetriever(model: VectorModel): Retriever {
  const index = itemIndex(model);
  const { itemIds, popularity, vectors, dim, recencyDecay } = model;
  const viewerVector = foldIn(model);
  const scores = new Float64Array(itemIds.length);
  const dot = (viewer: Float64Array, item: number) => {
    let sum = 0;
    const from = item * dim;
    for (let f = 0; f < dim; f++) sum += viewer[f]! * vectors[from + f]!;
    return sum;
  };
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
