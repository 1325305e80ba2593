import { hitAtK, ndcgAtK, reciprocalRankAtK } from '@placard/ranking';
import { describe, expect, it } from 'vitest';
import { evaluateNextItem, qualityOfRanks, rankAmongNew } from './evaluate-next-item.ts';
import { holdOutLast } from './hold-out-last.ts';
import { packSequences } from './pack-sequences.ts';

describe('evaluation', () => {
  it('ranks a target among the items that the viewer has not had', () => {
    const scores = Float32Array.from([0.9, 0.8, 0.7, 0.6, 0.5]);
    expect(rankAmongNew(scores, 3, Int32Array.of())).toBe(4);
    expect(rankAmongNew(scores, 3, Int32Array.of(0, 2, 4, 0))).toBe(2);
  });

  it('a tie counts against the target', () => {
    expect(rankAmongNew(new Float32Array(10), 3, Int32Array.of(1))).toBe(9);
  });

  it('agrees with a case worked by hand', () => {
    const { hitRate, ndcg } = qualityOfRanks(Int32Array.of(1, 3, 7, 100));
    expect(hitRate).toEqual({ 5: 0.5, 10: 0.75, 20: 0.75 });
    // 1 / log2(2) = 1, 1 / log2(4) = 1/2, 1 / log2(8) = 1/3; four cases.
    expect(ndcg[5]).toBeCloseTo(1.5 / 4, 12);
    expect(ndcg[10]).toBeCloseTo((1 + 1 / 2 + 1 / 3) / 4, 12);
  });

  it.each([5, 10, 20] as const)('at %i it is what the ranking metrics say of the list', (k) => {
    for (const rank of [1, 2, 5, 6, 10, 20, 21]) {
      const scores = Array.from({ length: 30 }, (_, place) => -place);
      const labels = scores.map((_, place) => Number(place === rank - 1));
      const { hitRate, ndcg, reciprocalRank } = qualityOfRanks(Int32Array.of(rank));
      expect(hitRate[k]).toBe(hitAtK(scores, labels, k));
      expect(ndcg[k]).toBeCloseTo(ndcgAtK(scores, labels, k)!, 12);
      expect(reciprocalRank[k]).toBe(reciprocalRankAtK(scores, labels, k));
    }
  });

  it('a score that is no number is an error, not a good rank', () => {
    expect(() => rankAmongNew(Float32Array.of(1, Number.NaN), 1, Int32Array.of())).toThrow('NaN');
  });

  it('judges the last item by all before it, and the one before by the rest', async () => {
    const { train, validation, test } = holdOutLast([Int32Array.of(0, 1, 2, 3)]);
    expect(train).toEqual([Int32Array.of(0, 1)]);
    expect(validation[0]).toEqual({
      history: { viewer: 0, items: Int32Array.of(0, 1) },
      target: 2,
    });
    expect(test[0]).toEqual({ history: { viewer: 0, items: Int32Array.of(0, 1, 2) }, target: 3 });
    const oneAhead = {
      itemCount: 5,
      scores: async () => Float32Array.of(9, 9, 9, 5, 6),
    };
    expect((await evaluateNextItem(oneAhead, test)).ndcg[5]).toBeCloseTo(1 / Math.log2(3), 12);
    expect(() => holdOutLast([Int32Array.of(0, 1)])).toThrow('fewer than three');
  });
});

it('packed rows hold every sequence once, side by side, none beyond the row', () => {
  const lengths = [3, 9, 2, 0, 5, 1, 4];
  const rows = packSequences(lengths, [6, 5, 4, 3, 2, 1, 0], 6);
  for (const segments of rows) {
    let next = 0;
    for (const { start, length } of segments) {
      expect(start).toBe(next);
      next += length;
    }
    expect(next).toBeLessThanOrEqual(6);
  }
  const found = rows.flat().map(({ sequence, length }) => [sequence, length]);
  expect(found.sort()).toEqual([
    [0, 3],
    [1, 6],
    [2, 2],
    [4, 5],
    [5, 1],
    [6, 4],
  ]);
});
