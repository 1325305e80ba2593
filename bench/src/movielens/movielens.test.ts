import { seededRandom } from '@placard/domain';
import type { Interactions } from '@placard/training';
import { expect, it } from 'vitest';
import { listFigures } from './list-figures.ts';
import { reportTable } from './report.ts';
import { foldSplits, splitByItem } from './splits.ts';

function interactionsOf(pairs: readonly (readonly [number, number])[]): Interactions {
  return {
    viewerCount: 40,
    itemCount: 6,
    viewers: Int32Array.from(pairs, ([v]) => v),
    items: Int32Array.from(pairs, ([, i]) => i),
    values: new Float32Array(pairs.length).fill(1),
    atMs: null,
  };
}

const all = interactionsOf(
  [...Array(40).keys()].flatMap((v) => [0, 1, 2].map((i) => [v, (v + i) % 5] as const)),
);
const pairsOf = ({ viewers, items }: Interactions) =>
  Array.from(viewers, (v, e) => `${v}:${items[e]}`);

it('five folds hold every rating once', () => {
  const folds = foldSplits(all, 5, seededRandom(1));
  expect(folds.flatMap(({ test }) => pairsOf(test)).sort()).toEqual(pairsOf(all).sort());
  for (const { train, test } of folds) {
    expect([...pairsOf(train), ...pairsOf(test)].sort()).toEqual(pairsOf(all).sort());
  }
});

it('a split by item keeps three quarters of each', () => {
  const { train, test } = splitByItem(all, 0.75, seededRandom(1));
  expect([...pairsOf(train), ...pairsOf(test)].sort()).toEqual(pairsOf(all).sort());
  for (let item = 0; item < 5; item++) {
    expect(train.items.filter((i) => i === item)).toHaveLength(18);
  }
});

it('figures of a list: the second of two wanted films at rank 1, a miss at rank 2', () => {
  const split = {
    train: interactionsOf([[0, 0]]),
    test: interactionsOf([
      [0, 1],
      [0, 2],
    ]),
  };
  const fitted = { score: () => Float32Array.of(9, 1, 5, 4, 0, 0), online: null };
  const figures = listFigures(fitted, split, 2);
  expect(figures['nDCG@10']).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 9);
  expect(figures['P@10']).toBe(0.5);
  expect(figures['recall@10']).toBe(0.5);
  expect(figures.MAP).toBe(0.5);
});

it('a table has the mean over seeds, and their deviation', () => {
  const table = reportTable(['RMSE'], [{ label: 'ours', figures: [{ RMSE: 0.9 }, { RMSE: 1 }] }]);
  expect(table).toContain('0.9500 ±0.071');
});
