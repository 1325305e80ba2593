import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accuracy,
  auc,
  averagePrecisionAtK,
  confusion,
  diversity,
  f1,
  hitAtK,
  precision,
  precisionAtK,
  prPoints,
  recall,
  reciprocalRankAtK,
  rocPoints,
} from './index.ts';

describe('values worked by hand', () => {
  const counts = confusion([0.9, 0.8, 0.6, 0.4, 0.3, 0.1], [1, 0, 1, 1, 0, 0], 0.5);

  it('at 0.5: two clicks called, one missed, one called wrongly', () => {
    expect(counts).toEqual({
      truePositives: 2,
      falsePositives: 1,
      trueNegatives: 2,
      falseNegatives: 1,
    });
    expect(accuracy(counts)).toBeCloseTo(4 / 6, 12);
    expect(precision(counts)).toBeCloseTo(2 / 3, 12);
    expect(recall(counts)).toBeCloseTo(2 / 3, 12);
    expect(f1(counts)).toBeCloseTo(2 / 3, 12);
  });

  it('a prediction at the threshold counts as called', () => {
    expect(confusion([0.5], [1], 0.5).truePositives).toBe(1);
  });

  it('what nothing was called for is unknown', () => {
    const none = confusion([0.1, 0.2], [0, 0], 0.5);
    expect([precision(none), recall(none), f1(none)]).toEqual([null, null, null]);
  });

  it('lists: relevant at places 2 and 4 of 5', () => {
    const scores = [0.9, 0.8, 0.7, 0.6, 0.5];
    const labels = [0, 1, 0, 1, 0];
    expect(precisionAtK(scores, labels, 4)).toBe(0.5);
    expect(reciprocalRankAtK(scores, labels, 5)).toBe(0.5);
    expect(hitAtK(scores, labels, 1)).toBe(0);
    expect(hitAtK(scores, labels, 2)).toBe(1);
    expect(averagePrecisionAtK(scores, labels, 5)).toBeCloseTo((1 / 2 + 2 / 4) / 2, 12);
    expect(averagePrecisionAtK(scores, labels, 3)).toBeCloseTo(1 / 2 / 2, 12);
  });

  it('lists without anything relevant say nothing', () => {
    expect([
      reciprocalRankAtK([1], [0], 1),
      hitAtK([1], [0], 1),
      averagePrecisionAtK([1], [0], 1),
    ]).toEqual([null, null, null]);
    expect(reciprocalRankAtK([2, 1], [0, 1], 1)).toBe(0);
  });

  it('diversity: of three pairs, one alike', () => {
    const alike = (a: string, b: string) => (a[0] === b[0] ? 1 : 0);
    expect(diversity([['a1', 'a2', 'b1'], ['z']], alike)).toBeCloseTo(2 / 3, 12);
    expect(diversity([['z']], alike)).toBeNull();
  });

  it('ROC: ties step both ways at once', () => {
    expect(rocPoints([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0])).toEqual([
      { falsePositiveRate: 0, truePositiveRate: 0 },
      { falsePositiveRate: 0, truePositiveRate: 0.5 },
      { falsePositiveRate: 0.5, truePositiveRate: 1 },
      { falsePositiveRate: 1, truePositiveRate: 1 },
    ]);
    expect(rocPoints([0.4], [1])).toEqual([]);
  });

  it('PR: 1 of 1, then 2 of 3, then 2 of 4', () => {
    expect(prPoints([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0])).toEqual([
      { threshold: 0.9, recall: 0.5, precision: 1 },
      { threshold: 0.5, recall: 1, precision: 2 / 3 },
      { threshold: 0.1, recall: 1, precision: 0.5 },
    ]);
  });
});

describe('properties', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), {
    minLength: 2,
    maxLength: 80,
  });
  const split = (pairs: readonly (readonly [number, boolean])[]) => ({
    predictions: pairs.map(([p]) => p / 20),
    labels: pairs.map(([, click]) => Number(click)),
  });

  it('the area under the ROC points is the AUC', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const { predictions, labels } = split(pairs);
        const area = auc(predictions, labels);
        const points = rocPoints(predictions, labels);
        if (area === null) {
          expect(points).toEqual([]);
          return;
        }
        let sum = 0;
        for (let i = 1; i < points.length; i++) {
          const [a, b] = [points[i - 1]!, points[i]!];
          const width = b.falsePositiveRate - a.falsePositiveRate;
          sum += (width * (a.truePositiveRate + b.truePositiveRate)) / 2;
        }
        expect(sum).toBeCloseTo(area, 10);
      }),
    );
  });

  it('thinning keeps the ends and bounds the count', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 6 }), (pairs, most) => {
        const { predictions, labels } = split(pairs);
        const all = rocPoints(predictions, labels);
        const few = rocPoints(predictions, labels, most);
        expect(few.length).toBeLessThanOrEqual(most);
        expect([few[0], few.at(-1)]).toEqual([all[0], all.at(-1)]);
      }),
    );
  });
});
