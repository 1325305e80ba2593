import { decodeRetrievalModel, encodeRetrievalModel } from '@placard/contracts';
import { retrieverOf } from '@placard/ranking';
import {
  type Interactions,
  itemPopularity,
  type Recommender,
  rowsByViewer,
  toRetrievalModel,
} from '@placard/training';

/** Neighbours an item keeps in the table that the ad-server reads. */
const NEIGHBOURS = 100;

/**
 * The same method as the ad-server would serve it: through the artefact's bytes, cut to a table or folded in
 * from a viewer's items. Null where it has no online form.
 */
export function asServed(
  fitted: Recommender,
  method: string,
  interactions: Interactions,
): Recommender | null {
  if (!fitted.online) return null;
  const itemIds = Array.from({ length: interactions.itemCount }, (_, item) => String(item));
  const model = toRetrievalModel(fitted.online, {
    method,
    trainedAtMs: 0,
    itemIds,
    popularity: itemPopularity(interactions),
    neighbours: NEIGHBOURS,
  });
  const retriever = retrieverOf(decodeRetrievalModel(encodeRetrievalModel(model)));
  const histories = rowsByViewer(interactions);
  const atMs = interactions.atMs ?? new Float64Array(interactions.items.length);
  return {
    score(viewer) {
      const entries = histories.entries.subarray(
        histories.offsets[viewer]!,
        histories.offsets[viewer + 1]!,
      );
      const newestFirst = Array.from(entries).sort((a, b) => atMs[b]! - atMs[a]! || b - a);
      const recent = newestFirst.map((e) => ({
        itemId: itemIds[interactions.items[e]!]!,
        weight: interactions.values[e]!,
      }));
      return Float32Array.from(retriever.score(recent, itemIds), (score) => score ?? -Infinity);
    },
    online: fitted.online,
  };
}
