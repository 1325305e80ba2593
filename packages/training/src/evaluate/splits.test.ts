import { seededRandom } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kFold } from './k-fold.ts';
import { learningCurve } from './learning-curve.ts';
import { leaveOneOut } from './leave-one-out.ts';

describe('k folds', () => {
  it('test every row once, never train on it, and keep a viewer together', () => {
    const rows = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 60, maxLength: 120 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 5 }), (viewers, folds) => {
        fc.pre(new Set(viewers).size >= folds);
        const all = viewers.map((viewer, id) => ({ id, viewer }));
        const parts = kFold(all, folds, seededRandom(1), ({ viewer }) => viewer);
        const tested = parts.flatMap(({ test }) => test.map(({ id }) => id));
        expect(tested.sort((a, b) => a - b)).toEqual(all.map(({ id }) => id));
        for (const { train, test } of parts) {
          expect(train.length + test.length).toBe(all.length);
          const seen = new Set(train.map(({ viewer }) => viewer));
          expect(test.some(({ viewer }) => seen.has(viewer))).toBe(false);
        }
      }),
    );
  });

  it('are of nearly equal size, and refused where there are too few rows', () => {
    const sizes = kFold([...Array(11).keys()], 3, seededRandom(2)).map(({ test }) => test.length);
    expect(sizes.sort()).toEqual([3, 4, 4]);
    expect(() => kFold([1, 2], 3, seededRandom(2))).toThrow(RangeError);
  });
});

describe('leave one out', () => {
  it('the last is tested, the one before validates, short histories only train', () => {
    const rows = [
      { viewer: 'a', atMs: 3 },
      { viewer: 'a', atMs: 1 },
      { viewer: 'b', atMs: 2 },
      { viewer: 'a', atMs: 2 },
      { viewer: 'a', atMs: 4 },
      { viewer: 'b', atMs: 1 },
    ];
    const { train, validation, test } = leaveOneOut(rows, ({ viewer }) => viewer);
    expect(test).toEqual([{ viewer: 'a', atMs: 4 }]);
    expect(validation).toEqual([{ viewer: 'a', atMs: 3 }]);
    expect(train).toHaveLength(4);
  });
});

describe('a learning curve', () => {
  it('measures on the latest rows of each size, as often as asked', async () => {
    const rows = [5, 1, 4, 2, 3].map((atMs) => ({ atMs }));
    const points = await learningCurve(rows, [0.4, 1], 2, (train, repetition) =>
      train.reduce((sum, { atMs }) => sum + atMs, repetition),
    );
    expect(points).toEqual([
      { trainRows: 2, values: [9, 10] },
      { trainRows: 5, values: [15, 16] },
    ]);
    await expect(learningCurve(rows, [0], 1, () => 0)).rejects.toThrow(RangeError);
  });
});
