import { seededRandom } from '@placard/domain';
import { foldIn } from '@placard/ranking';
import { expect, it } from 'vitest';
import { twoTower } from '../next-item/encoders/two-tower.ts';
import { fitSequenceModel } from '../next-item/fit-sequence-model.ts';
import { sequenceSettingsSchema } from '../next-item/settings.ts';
import type { VectorForm } from '../recommend/online-form.ts';
import { viewerClusters } from '../recommend/viewer-clusters.ts';
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

it('viewer clusters serve a viewer who comes later as they would have served them in training', () => {
  const pairs = histories.flatMap((items, viewer) =>
    [...new Set(items)].map((item) => ({ viewer, item })),
  );
  const { score, online } = viewerClusters.fit(
    {
      ...{ viewerCount: histories.length, itemCount: ITEMS, atMs: null },
      viewers: Int32Array.from(pairs, ({ viewer }) => viewer),
      items: Int32Array.from(pairs, ({ item }) => item),
      values: new Float32Array(pairs.length).fill(1),
    },
    { random: seededRandom(1), settings: { clusters: 3 } },
  );
  if (online?.kind !== 'vectors') throw new Error('clusters serve by vectors');
  histories.forEach((items, viewer) => {
    expect(Float32Array.from(scoresOf(online, [...new Set(items)]))).toEqual(
      Float32Array.from(score(viewer)),
    );
  });
});
