import { expect, test } from 'vitest';
import { shareOf } from './share-of.ts';

const keys = Array.from({ length: 20_000 }, (_, i) => `viewer-${i}`);

test('keys are spread evenly, and each stays where it is', () => {
  const tenths = new Array(10).fill(0);
  for (const key of keys) tenths[Math.floor(shareOf('exp_1', key) * 10)] += 1;
  // Binomial: a tenth of 20,000 is 2,000, with a standard deviation of 42.
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(5 * 42);
  expect(shareOf('exp_1', 'viewer-1')).toBe(shareOf('exp_1', 'viewer-1'));
});

test('two experiments split the same viewers independently', () => {
  const both = keys.filter((key) => shareOf('exp_1', key) < 0.5 && shareOf('exp_2', key) < 0.5);
  expect(Math.abs(both.length - 5_000)).toBeLessThan(5 * 62);
});
