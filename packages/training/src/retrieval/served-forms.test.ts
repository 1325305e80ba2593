import { encodeRetrievalModel } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { foldIn, loadRetriever } from '@placard/ranking';
import { expect, it } from 'vitest';
import { hstu } from '../next-item/encoders/hstu.ts';
import { twoTower } from '../next-item/encoders/two-tower.ts';
import { fitSequenceModel } from '../next-item/fit-sequence-model.ts';
import { sequenceSettingsSchema } from '../next-item/settings.ts';
import type { Interactions } from '../recommend/interactions.ts';
import { toRetrievalModel, type VectorForm } from '../recommend/online-form.ts';
import { userNeighbours } from '../recommend/user-neighbours.ts';
import { viewerClusters } from '../recommend/viewer-clusters.ts';
import { fitOnHistories } from './fit-on-histories.ts';
import { SEQUENCE_FORM_SETTINGS, sequenceForm } from './sequence-form.ts';
import { servedForm } from './two-tower-form.ts';

const ITEMS = 12;
const random = seededRandom(3);
/** Items of one half each, in a random order. */
const histories = Array.from({ length: 40 }, (_, viewer) => {
  const half = (viewer % 2) * (ITEMS / 2);
  return Int32Array.from({ length: 4 }, () => half + Math.floor((random() * ITEMS) / 2));
});

const scoresOf = (form: VectorForm, items: readonly number[]) => {
  const viewer = foldIn(form)(items.map((index) => ({ index, weight: 1 })));
  return Array.from({ length: ITEMS }, (_, item) =>
    viewer.reduce((sum, x, f) => sum + x * form.vectors[item * form.dim + f]!, 0),
  );
};

it('a two-tower model serves the scores of its graph, up to one factor a viewer', async () => {
  const settings = sequenceSettingsSchema.parse({
    ...{ dim: 8, layers: 1, maxLength: 6, similarity: 'cosine', epochs: 3, learningRate: 0.01 },
  });
  const { model } = await fitSequenceModel({
    ...{ encoder: twoTower, settings, itemCount: ITEMS, sequences: histories, seed: 1, threads: 1 },
    validation: [{ history: { viewer: 0, items: Int32Array.of(0, 1) }, target: 2 }],
  });
  const form = servedForm(model);
  for (const items of [[3], [1, 4, 2], [7, 8, 9, 10, 11, 6], [0, 1, 2, 3, 4, 5, 6, 7]]) {
    const ofGraph = await model.scores([{ viewer: 0, items: Int32Array.from(items) }]);
    const served = scoresOf(form, items.toReversed());
    const factor = ofGraph[0]! / served[0]!;
    expect(factor).toBeGreaterThan(0);
    ofGraph.forEach((score, item) => {
      expect(served[item]! * factor).toBeCloseTo(score, 4);
    });
  }
  await model.release();
});

const pairs = histories.flatMap((items, viewer) =>
  [...new Set(items)].map((item) => ({ viewer, item })),
);
const interactions: Interactions = {
  ...{ viewerCount: histories.length, itemCount: ITEMS, atMs: null },
  viewers: Int32Array.from(pairs, ({ viewer }) => viewer),
  items: Int32Array.from(pairs, ({ item }) => item),
  values: new Float32Array(pairs.length).fill(1),
};

it('an encoder of histories serves the chances that its graph gives after one item', async () => {
  const timed = { ...interactions, atMs: Float64Array.from(pairs, (_, e) => e) };
  const [form, model] = [
    await sequenceForm(hstu, timed, 1),
    await fitOnHistories(hstu, SEQUENCE_FORM_SETTINGS, timed, 1),
  ];
  for (const item of [0, 7]) {
    const scores = await model.scores([{ viewer: 0, items: Int32Array.of(item) }]);
    const odds = Array.from(scores, (score) => Math.exp(score));
    const sum = odds.reduce((total, one) => total + one, 0);
    const row = form.row(item);
    odds.forEach((one, other) => {
      expect(row[other]).toBeCloseTo(one / sum, 5);
    });
  }
  await model.release();
});

it('viewer clusters serve a viewer who comes later as they would have served them in training', () => {
  const { score, online } = viewerClusters.fit(interactions, {
    ...{ random: seededRandom(1), settings: { clusters: 3 } },
  });
  if (online?.kind !== 'vectors') throw new Error('clusters serve by vectors');
  histories.forEach((items, viewer) => {
    expect(Float32Array.from(scoresOf(online, [...new Set(items)]))).toEqual(
      Float32Array.from(score(viewer)),
    );
  });
});

it('viewers alike serve one who comes later as in training, but that nobody was them', () => {
  const [own, ...others] = pairs.filter(({ viewer }) => viewer === 0);
  const { online } = userNeighbours.fit(
    { ...interactions, ...withoutViewer(0) },
    { random: seededRandom(1), settings: { neighbours: 5 } },
  );
  const { score } = userNeighbours.fit(interactions, {
    ...{ random: seededRandom(1), settings: { neighbours: 5 } },
  });
  const itemIds = Array.from({ length: ITEMS }, (_, item) => `item-${item}`);
  const retriever = loadRetriever(
    encodeRetrievalModel(
      toRetrievalModel(online!, {
        ...{ method: 'user-neighbours', trainedAtMs: 0, itemIds, neighbours: 50 },
        popularity: new Float32Array(ITEMS),
      }),
    ),
  );
  const recent = [own!, ...others].map(({ item }) => ({ itemId: `item-${item}`, weight: 1 }));
  const served = retriever.score(recent, itemIds);
  score(0).forEach((expected, item) => {
    expect(served[item]).toBeCloseTo(expected, 5);
  });
  expect(recent.map(({ itemId }) => itemId)).toContain(retriever.because(recent, 'item-2'));
});

function withoutViewer(left: number): Pick<Interactions, 'viewers' | 'items' | 'values'> {
  const kept = pairs.filter(({ viewer }) => viewer !== left);
  return {
    viewers: Int32Array.from(kept, ({ viewer }) => viewer),
    items: Int32Array.from(kept, ({ item }) => item),
    values: new Float32Array(kept.length).fill(1),
  };
}
