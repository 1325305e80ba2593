import { expect, test } from 'vitest';
import { fakeClock } from './clock.ts';

test('a fake clock moves only when told', () => {
  const clock = fakeClock(1_000);
  expect(clock.nowMs()).toBe(1_000);
  clock.advance(250);
  expect(clock.nowMs()).toBe(1_250);
  clock.set(5_000);
  expect(clock.nowMs()).toBe(5_000);
});

test('a fake clock refuses to run backwards', () => {
  const clock = fakeClock(1_000);
  expect(() => clock.advance(-1)).toThrow(RangeError);
  expect(() => clock.set(999)).toThrow(RangeError);
  expect(() => clock.set(Number.NaN)).toThrow(RangeError);
});
