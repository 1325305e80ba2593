import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SplitError, splitByTime } from './time-split.ts';
import type { TrainingRow } from './training-row.ts';

const SHARES = { validation: 0.1, test: 0.2 };

function rowsAt(...times: number[]): TrainingRow[] {
  return times.map((atMs) => ({
    atMs,
    adId: 'ad_1',
    viewerKey: null,
    clicked: false,
    weight: 1,
    values: {},
  }));
}

const times = (rows: readonly TrainingRow[]) => rows.map(({ atMs }) => atMs);

describe('no slice sees the future of another', () => {
  it('shares are of all rows, whatever order they come in', () => {
    const split = splitByTime(rowsAt(9, 3, 1, 7, 0, 5, 2, 8, 6, 4), SHARES);
    expect(times(split.train)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(times(split.validation)).toEqual([7]);
    expect(times(split.test)).toEqual([8, 9]);
  });

  it('given test rows are the test slice, the rest is cut in two', () => {
    const split = splitByTime(rowsAt(...Array(10).keys()), SHARES, rowsAt(3, 2));
    expect(times(split.train)).toHaveLength(9);
    expect(times(split.validation)).toEqual([9]);
    expect(times(split.test)).toEqual([2, 3]);
  });

  it('every row lands once and the slices do not overlap in time', () => {
    const anyTimes = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(anyTimes, (atMs) => {
        let split: ReturnType<typeof splitByTime>;
        try {
          split = splitByTime(rowsAt(...atMs), SHARES);
        } catch (error) {
          expect(error).toBeInstanceOf(SplitError);
          return;
        }
        const { train, validation, test } = split;
        expect(train.length + validation.length + test.length).toBe(atMs.length);
        expect(Math.max(...times(train))).toBeLessThan(Math.min(...times(validation)));
        expect(Math.max(...times(validation))).toBeLessThan(Math.min(...times(test)));
      }),
    );
  });
});
