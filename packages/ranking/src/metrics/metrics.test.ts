import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auc,
  calibrationBins,
  calibrationRatio,
  coverage,
  expectedCalibrationError,
  gauc,
  logLoss,
  ndcgAtK,
  normalisedEntropy,
  novelty,
  recallAtK,
  topK,
} from './index.ts';

describe('values worked by hand', () => {
  it('log loss: -(ln 0.8 + ln 0.6) / 2', () => {
    expect(logLoss([0.8, 0.4], [1, 0])).toBeCloseTo(0.36698459, 7);
  });

  it('a confident mistake stays finite', () => {
    expect(logLoss([0], [1])).toBeCloseTo(-Math.log(1e-7), 9);
  });

  it('AUC: 3 of 4 pairs in order', () => {
    expect(auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
  });

  it('AUC: a tie counts half', () => {
    expect(auc([0.5, 0.5, 0.9], [0, 1, 1])).toBe(0.75);
  });

  it('AUC of one class is unknown', () => {
    expect(auc([0.1, 0.2], [1, 1])).toBeNull();
  });

  it('GAUC: (2 x 1 + 3 x 0.5) / 5, the group without clicks left out', () => {
    const groups = ['a', 'a', 'b', 'b', 'b', 'c'];
    expect(gauc([0.1, 0.9, 0.2, 0.5, 0.7, 0.3], [0, 1, 1, 0, 0, 0], groups)).toBeCloseTo(2 / 5, 12);
    expect(gauc([0.1, 0.9, 0.2, 0.5, 0.7, 0.3], [0, 1, 0, 1, 0, 0], groups)).toBeCloseTo(0.7, 12);
  });

  it('normalised entropy: the observed rate itself scores 1', () => {
    expect(normalisedEntropy([0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0])).toBeCloseTo(1, 12);
    expect(normalisedEntropy([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0])).toBeCloseTo(1.232623, 5);
    expect(normalisedEntropy([0.5], [0])).toBeNull();
  });

  it('calibration bins: two halves', () => {
    expect(calibrationBins([0.1, 0.3, 0.6, 0.8], [0, 1, 1, 1], 2)).toEqual([
      { meanPredicted: 0.2, meanObserved: 0.5, count: 2 },
      { meanPredicted: 0.7, meanObserved: 1, count: 2 },
    ]);
  });

  it('calibration bins: equal predictions stay together', () => {
    expect(calibrationBins([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1], 4)).toEqual([
      { meanPredicted: 0.5, meanObserved: 0.5, count: 4 },
    ]);
  });

  it('ECE: (2 x 0.3 + 2 x 0.3) / 4', () => {
    expect(expectedCalibrationError([0.1, 0.3, 0.6, 0.8], [0, 1, 1, 1], 2)).toBeCloseTo(0.3, 12);
  });

  it('calibration ratio: 1.2 predicted clicks for 2', () => {
    expect(calibrationRatio([0.2, 0.4, 0.6], [0, 1, 1])).toBeCloseTo(0.6, 12);
    expect(calibrationRatio([0.2], [0])).toBeNull();
  });

  it('nDCG@3: (3 + 1/log2 3 + 7/2) / (7 + 3/log2 3 + 1/2)', () => {
    const actual = ndcgAtK([0.9, 0.8, 0.7, 0.1], [2, 1, 3, 0], 3);
    expect(actual).toBeCloseTo((3 + 1 / Math.log2(3) + 7 / 2) / (7 + 3 / Math.log2(3) + 1 / 2), 12);
    expect(ndcgAtK([1, 2], [0, 0], 2)).toBeNull();
  });

  it('recall@2: one of three', () => {
    expect(recallAtK([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 1], 2)).toBeCloseTo(1 / 3, 12);
    expect(recallAtK([0.9], [0], 1)).toBeNull();
  });

  it('coverage: three of five', () => {
    expect(
      coverage(
        [
          ['a', 'b'],
          ['b', 'c'],
        ],
        5,
      ),
    ).toBe(0.6);
  });

  it('novelty: shares 4/8 and 1/8 are 1 and 3 bits', () => {
    const counts = new Map([
      ['a', 3],
      ['b', 2],
      ['c', 0],
    ]);
    expect(novelty([['a', 'c']], counts)).toBe(2);
    expect(novelty([[]], counts)).toBeNull();
  });

  it('the best k, a NaN last', () => {
    expect(topK([Number.NaN, 1, 3, 1], 4)).toEqual([2, 1, 3, 0]);
  });
});

describe('bad input is refused', () => {
  it.each([
    ['no rows', () => logLoss([], [])],
    ['lists of two lengths', () => auc([0.1], [0, 1])],
    ['a prediction that is not a number', () => auc([Number.NaN, 1], [0, 1])],
    ['a row without a group', () => gauc([0.1, 0.2], [0, 1], ['a'])],
    ['k of zero', () => topK([1], 0)],
    ['an empty catalogue', () => coverage([], 0)],
  ])('%s', (_name, call) => {
    expect(call).toThrow(RangeError);
  });
});

describe('properties', () => {
  const rows = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
    minLength: 2,
    maxLength: 60,
  });

  it('AUC agrees with counting every pair', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const clicks = pairs.filter(([, click]) => click);
        const others = pairs.filter(([, click]) => !click);
        let wins = 0;
        for (const [p] of clicks) for (const [q] of others) wins += p > q ? 1 : p === q ? 0.5 : 0;
        const expected =
          clicks.length * others.length ? wins / clicks.length / others.length : null;
        const actual = auc(
          pairs.map(([p]) => p),
          pairs.map(([, click]) => Number(click)),
        );
        if (expected === null) expect(actual).toBeNull();
        else expect(actual).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('calibration bins hold every row once', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 30 }), (pairs, binCount) => {
        const bins = calibrationBins(
          pairs.map(([p]) => p),
          pairs.map(([, c]) => Number(c)),
          binCount,
        );
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(pairs.length);
        expect(bins.length).toBeLessThanOrEqual(binCount);
      }),
    );
  });
});
