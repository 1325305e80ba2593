import { expect, test } from 'vitest';
import { cappedAt } from './capped-at.ts';
import { niceScale, niceTicks } from './nice-ticks.ts';

test('ticks are round and lie within the range', () => {
  expect(niceTicks(11, 66)).toEqual([20, 40, 60]);
  expect(niceTicks(0.06807, 48.32)).toEqual([10, 20, 30, 40]);
  expect(niceTicks(-0.00994, 0.6204)).toEqual([0, 0.2, 0.4, 0.6]);
  expect(niceTicks(3, 3)).toEqual([3]);
});

test('a scale holds all of its range between round ends', () => {
  expect(niceScale(0.214, 0.2513)).toEqual({
    domain: [0.21, 0.26],
    ticks: [0.21, 0.22, 0.23, 0.24, 0.25, 0.26],
  });
  const { domain } = niceScale(0.25, 0.25);
  expect(domain[0]).toBeLessThanOrEqual(0.25);
  expect(domain[1]).toBeGreaterThan(0.25);
});

test('a few values far above do not press the others into one line', () => {
  expect(cappedAt([0.21, 0.22, 0.23, 0.24, 1.5])).toBeCloseTo(0.29, 6);
  expect(cappedAt([0.21, 0.22, 0.23])).toBe(0.23);
  expect(cappedAt([0.3, 0.3])).toBe(0.3);
});
