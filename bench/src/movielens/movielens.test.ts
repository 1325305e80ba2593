import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@placard/domain';
import type { Interactions } from '@placard/training';
import { expect, it } from 'vitest';
import { listFigures } from './list-figures.ts';
import { hasItemLists, readItemLists } from './read-item-lists.ts';
import { readMovieLens } from './read-ratings.ts';
import { reportTable } from './report.ts';
import { foldSplits, splitByItem, splitByViewer } from './splits.ts';

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
  expect(figures['nDCG@2']).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 9);
  expect(figures['P@2']).toBe(0.5);
  expect(figures['recall@2']).toBe(0.5);
  expect(figures.MAP).toBe(0.5);
  expect(figures.coverage).toBeCloseTo(2 / 6, 9);
});

it('what a viewer had is not listed, even where the catalogue is shorter than the list', () => {
  const split = { train: interactionsOf([[0, 0]]), test: interactionsOf([[0, 1]]) };
  const fitted = { score: () => Float32Array.of(9, 1, 5, 4, 0, 0), online: null };
  const figures = listFigures(fitted, split, 10);
  expect(figures['nDCG@10']).toBeCloseTo(1 / Math.log2(4), 9);
  expect(figures.MAP).toBeCloseTo(1 / 3, 9);
  expect(figures.coverage).toBeCloseTo(5 / 6, 9);
});

it('a table has the mean over seeds, and their deviation', () => {
  const table = reportTable(['RMSE'], [{ label: 'ours', figures: [{ RMSE: 0.9 }, { RMSE: 1 }] }]);
  expect(table).toContain('0.9500 ±0.071');
});

it('a cut in lists of items is read from JSON by place and from text by viewer, once each', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'placard-lists-'));
  try {
    await writeFile(join(folder, 'train_data.json'), '[[0, 2, 2], [], [3]]');
    await writeFile(join(folder, 'validation_data.json'), '[[1], [], [0]]');
    await writeFile(join(folder, 'test.txt'), '2 4\n0 3 1\n');
    expect(await hasItemLists(folder)).toBe(true);
    const { train, validation, test } = await readItemLists(folder);
    expect(pairsOf(train)).toEqual(['0:0', '0:2', '2:3']);
    expect(pairsOf(validation!)).toEqual(['0:1', '2:0']);
    expect(pairsOf(test)).toEqual(['0:3', '0:1', '2:4']);
    expect([test.viewerCount, test.itemCount]).toEqual([3, 5]);
    await writeFile(join(folder, 'train_data.json'), '[[0, "a"]]');
    await expect(readItemLists(folder)).rejects.toThrow(
      'train_data.json is no array of item lists',
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('ratings come with the folds whose two files are there, and from a fold where there is nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'placard-ratings-'));
  try {
    await writeFile(join(folder, 'u.genre'), 'unknown|0\nAction|1\n');
    await writeFile(join(folder, 'u.item'), '1|A|||http://a|0|1\n2|B|||http://b|1|0\n');
    await writeFile(join(folder, 'u2.base'), '1\t1\t5\t10\n3\t2\t1\t20\n');
    await writeFile(join(folder, 'u2.test'), '1\t2\t4\t30\n');
    await writeFile(join(folder, 'u3.base'), '1\t1\t5\t10\n');
    const { ratings, folds, genres } = await readMovieLens(folder);
    expect(genres).toEqual([['action'], ['unknown']]);
    expect(pairsOf(ratings)).toEqual(['0:0', '2:1', '0:1']);
    expect(folds.map(({ train, test }) => [pairsOf(train), pairsOf(test)])).toEqual([
      [['0:0', '2:1'], ['0:1']],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('a split by viewer takes a tenth of each for either judgement', () => {
  const many = interactionsOf(
    [...Array(40).keys()].flatMap((v) => [...Array(20).keys()].map((i) => [v, i] as const)),
  );
  const { train, validation, test } = splitByViewer(many, seededRandom(1));
  expect([...pairsOf(train), ...pairsOf(validation), ...pairsOf(test)].sort()).toEqual(
    pairsOf(many).sort(),
  );
  expect([train, validation, test].map(({ items }) => items.length)).toEqual([640, 80, 80]);
});
