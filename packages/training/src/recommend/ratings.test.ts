import { seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import type { Interactions } from './interactions.ts';
import { ridge } from './rating-blend.ts';
import { RATING_METHODS, type RatingMethodName } from './rating-catalogue.ts';
// What Surprise predicts: infra/reference/collaborative-filtering/record_ratings.py
import reference from './ratings.reference.json' with { type: 'json' };

const ratings: Interactions = {
  viewerCount: reference.viewers,
  itemCount: reference.items,
  viewers: Int32Array.from(reference.ratings, ([v]) => v!),
  items: Int32Array.from(reference.ratings, ([, i]) => i!),
  values: Float32Array.from(reference.ratings, ([, , r]) => r!),
  atMs: null,
};

function predictions(name: RatingMethodName, settings: Record<string, unknown>): number[][] {
  const fitted = RATING_METHODS[name].fit(ratings, {
    settings,
    random: seededRandom(reference.seed),
  });
  return Array.from({ length: reference.viewers }, (_, v) =>
    Array.from({ length: reference.items }, (_, i) => fitted.predict(v, i)),
  );
}

const descent = {
  dim: 3,
  epochs: 15,
  learningRate: 0.02,
  penalty: 0.05,
  biasPenalty: 0.05,
  shuffle: false,
};

describe('predicts what Surprise predicts', () => {
  const cases: [keyof typeof reference.predictions, RatingMethodName, Record<string, unknown>][] = [
    ['baseline', 'baseline', {}],
    ['user-pearson-means', 'user-neighbours', { neighbours: 4 }],
    ['item-cosine-means', 'item-neighbours', { neighbours: 4 }],
    ['user-msd', 'user-neighbours', { neighbours: 4, similarity: 'msd', centre: 'none' }],
    ['knn-baseline', 'knn-baseline', { neighbours: 4 }],
    ['svd', 'matrix-factorisation', descent],
    ['svd++', 'svd-plus-plus', descent],
  ];
  it.each(cases)('%s', (name, method, settings) => {
    const actual = predictions(method, settings);
    reference.predictions[name].forEach((row, v) => {
      row.forEach((expected, i) => {
        expect(actual[v]![i], `viewer ${v}, item ${i}`).toBeCloseTo(expected, 5);
      });
    });
  });
});

it('truncated SVD at full rank reproduces every rating, and at rank 1 does not', () => {
  const worst = (rank: number) => {
    const actual = predictions('truncated-svd', { rank });
    return Math.max(...reference.ratings.map(([v, i, r]) => Math.abs(actual[v!]![i!]! - r!)));
  };
  expect(worst(9)).toBeLessThan(1e-5);
  expect(worst(1)).toBeGreaterThan(0.3);
});

it('ridge regression on one member is (x.y + penalty) / (x.x + penalty) once centred', () => {
  // Rows sum to zero, so that the constant has no say: 2 * (1*3 + 1*3 + 2) / ...
  const [constant, weight] = ridge(
    [
      [1, -1],
      [1, 1],
    ],
    [-3, 3],
    2,
  );
  expect(constant).toBeCloseTo(0, 12);
  expect(weight).toBeCloseTo((6 + 2) / (2 + 2), 12);
});

it('a blend is within 2 % of its best member on ratings it has not seen', () => {
  const random = seededRandom(3);
  const taste = Float64Array.from({ length: 40 }, () => random() - 0.5);
  const kind = Float64Array.from({ length: 30 }, () => random() - 0.5);
  const triples = [...taste.keys()].flatMap((v) =>
    [...kind.keys()].map((i) => [v, i, 3 + 8 * taste[v]! * kind[i]! + random() / 2] as const),
  );
  const held = triples.filter((_, e) => e % 4 === 0);
  const kept = triples.filter((_, e) => e % 4 !== 0);
  const learning: Interactions = {
    viewerCount: 40,
    itemCount: 30,
    viewers: Int32Array.from(kept, ([v]) => v),
    items: Int32Array.from(kept, ([, i]) => i),
    values: Float32Array.from(kept, ([, , r]) => r),
    atMs: null,
  };
  const rmse = (name: RatingMethodName) => {
    const fitted = RATING_METHODS[name].fit(learning, { random: seededRandom(1) });
    const squares = held.map(([v, i, r]) => (fitted.predict(v, i) - r) ** 2);
    return Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
  };
  expect(rmse('blend')).toBeLessThan(1.02 * Math.min(rmse('knn-baseline'), rmse('svd-plus-plus')));
});

it('settings that a method does not know are refused', () => {
  expect(() => predictions('knn-baseline', { neighbors: 4 })).toThrow(/neighbors/);
});
