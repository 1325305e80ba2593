import { seededRandom } from '@placard/domain';
import { expect, test } from 'vitest';
import { judgeLists } from './judge-lists.ts';
import { crossValidation, lastLeftOut, latestFifth } from './protocols.ts';

const interactionsOf = (pairs: readonly (readonly [number, number])[]) => ({
  viewerCount: 3,
  itemCount: 5,
  viewers: Int32Array.from(pairs, ([v]) => v),
  items: Int32Array.from(pairs, ([, i]) => i),
  values: new Float32Array(pairs.length).fill(1),
  atMs: Float64Array.from(pairs, (_, e) => e),
});

test('two lists worked by hand: one wanted item second, both wanted items missed', () => {
  const split = {
    train: interactionsOf([
      [0, 0],
      [1, 0],
      [2, 1],
    ]),
    test: interactionsOf([
      [0, 2],
      [1, 3],
      [1, 4],
    ]),
  };
  const terms = [[], ['war'], ['war', 'love'], ['love'], ['love']];
  const judged = judgeLists([[1, 2], [1, 2], null], split, {
    k: 2,
    terms,
    random: seededRandom(1),
  });
  expect(judged.viewers).toBe(2);
  expect(judged.ndcg.estimate).toBeCloseTo(1 / Math.log2(3) / 2, 12);
  expect(judged.recall.estimate).toBe(0.5);
  expect(judged.hitRate.estimate).toBe(0.5);
  expect(judged.reciprocalRank.estimate).toBe(0.25);
  expect([judged.hitRate.from, judged.hitRate.to]).toEqual([0, 1]);
  expect(judged.coverage).toBe(2 / 5);
  // Two items with half of what is said in common.
  expect(judged.diversity).toBe(0.5);
  // Shares with one added to each of the two counted items: 2/5 and 1/5.
  expect(judged.novelty).toBeCloseTo((-Math.log2(2 / 5) - Math.log2(1 / 5)) / 2, 12);
});

test('every protocol judges what its training part lacks', () => {
  const all = interactionsOf(
    Array.from({ length: 12 }, (_, e) => [e % 3, Math.floor(e / 3) % 5] as const),
  );
  const random = seededRandom(1);
  const times = ({ atMs }: { atMs: Float64Array | null }) => [...atMs!];
  const [byTime] = latestFifth(all);
  expect(times(byTime!.test)).toEqual([9, 10, 11]);
  expect(byTime!.train.items).toHaveLength(9);
  const [lastOut] = lastLeftOut(all);
  expect(times(lastOut!.test)).toEqual([9, 10, 11]);
  expect(times(lastOut!.train)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  const folds = crossValidation(all, 4, random);
  expect(folds).toHaveLength(4);
  expect(folds.flatMap(({ test: held }) => times(held)).sort((a, b) => a - b)).toEqual(times(all));
  for (const { train, test: held } of folds) {
    expect(times(train).filter((at) => times(held).includes(at))).toEqual([]);
  }
});
