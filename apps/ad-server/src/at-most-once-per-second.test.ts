import { expect, it } from 'vitest';
import { atMostOncePerSecond } from './at-most-once-per-second.ts';

it('passes one error a second and counts the others', () => {
  let nowMs = 5_000;
  const passed: [unknown, number][] = [];
  const complain = atMostOncePerSecond((...entry) => passed.push(entry), { nowMs: () => nowMs });
  for (let i = 0; i < 2_500; i++) {
    complain(i);
    nowMs += 1;
  }
  expect(passed).toEqual([
    [0, 0],
    [1_000, 999],
    [2_000, 999],
  ]);
});
