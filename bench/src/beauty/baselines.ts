import { seededRandom } from '@placard/domain';
import {
  type Interactions,
  type NextItemModel,
  RECOMMENDER_METHODS,
  type ViewerHistory,
} from '@placard/training';

/** Methods that know no order, or only that of neighbours: name, as published, and settings. */
export const BASELINES = {
  popularity: { method: RECOMMENDER_METHODS.popularity, usesHistory: false, settings: {} },
  'mf-bpr': { method: RECOMMENDER_METHODS.bpr, usesHistory: false, settings: {} },
  'markov-chain': {
    method: RECOMMENDER_METHODS['markov-chain'],
    usesHistory: true,
    settings: { decay: 0.7 },
  },
} as const;

export type BaselineName = keyof typeof BASELINES;

export function fitBaseline(
  name: BaselineName,
  sequences: readonly Int32Array[],
  itemCount: number,
  seed: number,
): NextItemModel {
  const { method, settings, usesHistory } = BASELINES[name];
  const fitted = method.fit(asInteractions(sequences, itemCount), {
    settings,
    random: seededRandom(seed),
  });
  const { online } = fitted;
  return {
    itemCount,
    async scores(histories) {
      const scores = new Float32Array(histories.length * itemCount);
      histories.forEach((history, index) => {
        const row = scores.subarray(index * itemCount, (index + 1) * itemCount);
        if (usesHistory && online?.kind === 'neighbours') addNeighbours(row, history, online);
        else row.set(fitted.score(history.viewer));
      });
      return scores;
    },
  };
}

/** What the method does for a viewer who acted after training: the sum over the history, newest first. */
function addNeighbours(
  scores: Float32Array,
  { items }: ViewerHistory,
  form: { row: (item: number) => ArrayLike<number>; recencyDecay: number },
): void {
  let weight = 1;
  for (const item of items.toReversed()) {
    const row = form.row(item);
    for (let j = 0; j < scores.length; j++) scores[j] = scores[j]! + weight * row[j]!;
    weight *= form.recencyDecay;
  }
}

/** The place in the sequence stands for the time. */
function asInteractions(sequences: readonly Int32Array[], itemCount: number): Interactions {
  const entries = sequences.flatMap((items, viewer) =>
    [...items].map((item, place) => ({ viewer, item, place })),
  );
  return {
    viewerCount: sequences.length,
    itemCount,
    viewers: Int32Array.from(entries, ({ viewer }) => viewer),
    items: Int32Array.from(entries, ({ item }) => item),
    values: new Float32Array(entries.length).fill(1),
    atMs: Float64Array.from(entries, ({ place }) => place),
  };
}
