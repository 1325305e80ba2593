import { seededRandom } from '@placard/domain';
import { assertSafeModel } from '@placard/graph';
import { auc } from '@placard/ranking';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { fitBoostedTrees, type TreeRows } from './fit-boosted-trees.ts';
import { predictTrees } from './tree.ts';
import { treeSettingsSchema } from './tree-settings.ts';
import { treesToOnnx } from './trees-to-onnx.ts';

const FEATURES = 3;

function rowsOf(
  count: number,
  seed: number,
  label: (x: readonly number[], random: () => number) => number,
): TreeRows {
  const random = seededRandom(seed);
  const values = new Float32Array(count * FEATURES);
  const labels = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const x = Array.from({ length: FEATURES }, () => (random() < 0.1 ? Number.NaN : random()));
    values.set(x, row * FEATURES);
    labels[row] = label(x, random);
  }
  return { values, labels, weights: new Float32Array(count).fill(1) };
}

const NONE: TreeRows = {
  values: new Float32Array(0),
  labels: new Float32Array(0),
  weights: new Float32Array(0),
};

describe('one split worked by hand', () => {
  // Squared loss from the mean 2.5: gradients 1.5, 1.5, -1.5, -1.5; the best cut is between 2 and 3.
  const rows: TreeRows = {
    values: Float32Array.of(1, 2, 3, 4),
    labels: Float32Array.of(1, 1, 4, 4),
    weights: new Float32Array(4).fill(1),
  };
  const settings = treeSettingsSchema.parse({
    objective: 'squared',
    trees: 1,
    learningRate: 0.5,
    leaves: 2,
    minRowsInLeaf: 1,
    l2: 1,
  });
  const { ensemble } = fitBoostedTrees(rows, NONE, 1, settings);
  const [tree] = ensemble.trees;

  it('cuts midway between the neighbours, gaining GL^2/(HL+1) + GR^2/(HR+1)', () => {
    expect(ensemble.base).toBe(2.5);
    expect(tree!.threshold[0]).toBe(2.5);
    expect(tree!.gain[0]).toBeCloseTo(9 / 3 + 9 / 3, 6);
  });

  it('moves each side by the learning rate times -G / (H + 1)', () => {
    expect([...predictTrees(ensemble, rows.values)]).toEqual([2, 2, 3, 3]);
  });
});

describe('clicks that depend on an exclusive or and on a value being missing', () => {
  const label = ([a, b, c]: readonly number[], random: () => number) => {
    const odds = Number.isNaN(c!) ? 0.9 : a! > 0.5 !== b! > 0.5 ? 0.8 : 0.1;
    return random() < odds ? 1 : 0;
  };
  const [train, validation, test] = [1, 2, 3].map((seed) => rowsOf(3000, seed, label));
  const fitted = fitBoostedTrees(
    train!,
    validation!,
    FEATURES,
    treeSettingsSchema.parse({ leaves: 8 }),
  );

  it('are ranked almost as well as by the truth', () => {
    const truth = Float64Array.from(test!.labels, (_, row) => {
      const [a, b, c] = test!.values.subarray(row * FEATURES, row * FEATURES + FEATURES);
      return Number.isNaN(c!) ? 0.9 : a! > 0.5 !== b! > 0.5 ? 0.8 : 0.1;
    });
    const best = auc(truth, test!.labels)!;
    expect(auc(predictTrees(fitted.ensemble, test!.values), test!.labels)).toBeGreaterThan(
      best - 0.02,
    );
  });

  it('stop at the tree that validates best', () => {
    const { validationLosses, ensemble } = fitted;
    expect(ensemble.trees.length).toBeLessThan(validationLosses.length);
    expect(Math.min(...validationLosses)).toBe(validationLosses[ensemble.trees.length - 1]);
  });

  it('give the same trees every time', () => {
    const again = fitBoostedTrees(
      train!,
      validation!,
      FEATURES,
      treeSettingsSchema.parse({ leaves: 8 }),
    );
    expect(again.ensemble).toEqual(fitted.ensemble);
  });

  it('score alike in onnxruntime, missing values included, from a model that is safe to load', async () => {
    const model = treesToOnnx(fitted.ensemble, 'values');
    assertSafeModel(model);
    const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
    try {
      const { logit } = await session.run({
        values: new ort.Tensor('float32', test!.values, [3000, FEATURES]),
      });
      const expected = predictTrees(fitted.ensemble, test!.values);
      const scores = logit!.data as Float32Array;
      scores.forEach((value, row) => {
        expect(value).toBeCloseTo(expected[row]!, 4);
      });
    } finally {
      await session.release();
    }
  });
});

it('a Poisson rate is learnt as its logarithm', () => {
  const rate = (a: number) => (Number.isNaN(a) ? 1 : a > 0.5 ? 4 : 0.5);
  const poisson = (mean: number, random: () => number) => {
    let [count, product] = [0, random()];
    while (product > Math.exp(-mean)) {
      count++;
      product *= random();
    }
    return count;
  };
  const [train, validation] = [4, 5].map((seed) =>
    rowsOf(4000, seed, ([a], random) => poisson(rate(a!), random)),
  );
  const { ensemble } = fitBoostedTrees(
    train!,
    validation!,
    FEATURES,
    treeSettingsSchema.parse({ objective: 'poisson', leaves: 4 }),
  );
  const scores = predictTrees(ensemble, Float32Array.of(0.9, 0.3, 0.3, 0.1, 0.3, 0.3));
  expect(Math.exp(scores[0]!)).toBeGreaterThan(3.5);
  expect(Math.exp(scores[0]!)).toBeLessThan(4.5);
  expect(Math.exp(scores[1]!)).toBeGreaterThan(0.4);
  expect(Math.exp(scores[1]!)).toBeLessThan(0.6);
});
