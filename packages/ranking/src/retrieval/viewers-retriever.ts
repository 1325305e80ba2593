import type { ViewersModel } from '@placard/contracts';
import { itemIndex, type KnownItem, knownItems, strongestTie } from './known-items.ts';
import { largest } from './largest.ts';
import type { RecentItem, Retriever } from './retriever.ts';

/**
 * User-based neighbours (Resnick et al., CSCW 1994): score(j) = sum over the model's viewers u most alike of
 * cosine(viewer, u) x value(u, j). Work: those who turned to something recent, and what the neighbours turned to;
 * memory: 16 bytes an edge. The arrays are reused from call to call.
 */
export function viewersRetriever(model: ViewersModel): Retriever {
  const index = itemIndex(model);
  const { itemIds, popularity, recencyDecay, offsets, items, values } = model;
  const audiences = audiencesOf(model);
  const lengths = Float64Array.from({ length: offsets.length - 1 }, (_, viewer) =>
    Math.sqrt(values.subarray(offsets[viewer], offsets[viewer + 1]).reduce((s, x) => s + x * x, 0)),
  );
  const likeness = new Float64Array(lengths.length);
  const scores = new Float64Array(itemIds.length);
  const known = (recent: readonly RecentItem[]) =>
    knownItems(recent, index, recencyDecay).filter(
      ({ index: item }) => audiences[item]!.length > 0,
    );

  /** Those most alike, best first, with `likeness` filled in. */
  const neighboursOf = (history: readonly KnownItem[]) => {
    likeness.fill(0);
    for (const { index: item, weight } of history) {
      for (const { viewer, value } of audiences[item]!) likeness[viewer]! += weight * value;
    }
    const length = Math.sqrt(history.reduce((sum, { weight }) => sum + weight * weight, 0));
    for (let u = 0; u < likeness.length; u++) {
      if (likeness[u]! > 0) likeness[u]! /= length * lengths[u]!;
    }
    return largest(likeness, model.neighbours, (u) => likeness[u]! > 0);
  };
  const addUp = (history: readonly KnownItem[]) => {
    scores.fill(0);
    for (const u of neighboursOf(history)) {
      for (let e = offsets[u]!; e < offsets[u + 1]!; e++) {
        scores[items[e]!]! += likeness[u]! * values[e]!;
      }
    }
    return scores;
  };
  return {
    method: model.method,
    knows: (recent) => known(recent).length > 0,
    retrieve(recent, k, { skip } = {}) {
      const history = known(recent);
      const by = history.length > 0 ? addUp(history) : popularity;
      const tied = (item: number) => history.length === 0 || by[item]! > 0;
      return largest(by, k, (i) => tied(i) && !skip?.has(itemIds[i]!)).map((i) => ({
        itemId: itemIds[i]!,
        score: by[i]!,
      }));
    },
    score(recent, wanted) {
      const history = known(recent);
      const by = history.length > 0 ? addUp(history) : popularity;
      return wanted.map((itemId) => {
        const i = index.get(itemId);
        return i === undefined ? null : by[i]!;
      });
    },
    because(recent, itemId) {
      const wanted = index.get(itemId);
      const history = known(recent);
      if (wanted === undefined || history.length === 0) return null;
      const near = new Set(neighboursOf(history));
      const speakers = new Map(
        audiences[wanted]!.filter(({ viewer }) => near.has(viewer)).map(({ viewer, value }) => [
          viewer,
          likeness[viewer]! * value,
        ]),
      );
      return strongestTie(history, itemIds, (item) =>
        audiences[item]!.reduce(
          (sum, { viewer, value }) => sum + value * (speakers.get(viewer) ?? 0),
          0,
        ),
      );
    },
  };
}

/** [items], who of the model's viewers turned to each. */
function audiencesOf({ itemIds, offsets, items, values }: ViewersModel) {
  const audiences = itemIds.map((): { viewer: number; value: number }[] => []);
  for (let viewer = 0; viewer + 1 < offsets.length; viewer++) {
    for (let e = offsets[viewer]!; e < offsets[viewer + 1]!; e++) {
      audiences[items[e]!]!.push({ viewer, value: values[e]! });
    }
  }
  return audiences;
}
