import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { neededRatio, viewabilityMeter } from './viewability.ts';

const BANNER_PX = 300 * 250;
const BILLBOARD_PX = 970 * 250;

/** Plays `[at ms, share in view]` steps and tells whether the ad came to count as seen. */
function isSeen(areaPx: number, steps: readonly (readonly [number, number])[]): boolean {
  let seen = 0;
  const meter = viewabilityMeter(() => {
    seen += 1;
  });
  let nowMs = 0;
  for (const [atMs, ratio] of steps) {
    vi.advanceTimersByTime(atMs - nowMs);
    nowMs = atMs;
    meter(ratio, areaPx);
  }
  vi.advanceTimersByTime(10_000);
  expect(seen).toBeLessThanOrEqual(1);
  return seen === 1;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an ad counts as seen (MRC)', () => {
  it('after one continuous second with half of its pixels in view', () => {
    expect(
      isSeen(BANNER_PX, [
        [0, 0],
        [1000, 0.5],
        [2000, 0],
      ]),
    ).toBe(true);
    expect(
      isSeen(BANNER_PX, [
        [0, 0],
        [1000, 0.5],
        [1999, 0],
      ]),
    ).toBe(false);
  });

  it('not below half', () => {
    expect(isSeen(BANNER_PX, [[0, 0.49]])).toBe(false);
  });

  it('not by two shorter spells', () => {
    expect(
      isSeen(BANNER_PX, [
        [0, 0.6],
        [600, 0.2],
        [700, 0.6],
        [1300, 0],
      ]),
    ).toBe(false);
  });

  it('through changes that stay above the line', () => {
    expect(
      isSeen(BANNER_PX, [
        [0, 1],
        [400, 0.6],
        [800, 0.9],
        [1100, 0],
      ]),
    ).toBe(true);
  });

  it('from 30 % once it has 242,500 pixels', () => {
    expect(neededRatio(BILLBOARD_PX)).toBe(0.3);
    expect(
      isSeen(BILLBOARD_PX, [
        [0, 0.3],
        [1000, 0],
      ]),
    ).toBe(true);
    expect(
      isSeen(BILLBOARD_PX, [
        [0, 0.29],
        [3000, 0],
      ]),
    ).toBe(false);
    expect(
      isSeen(BILLBOARD_PX - 1, [
        [0, 0.3],
        [3000, 0],
      ]),
    ).toBe(false);
  });

  it('not when it has no size to be seen at', () => {
    expect(isSeen(1, [[0, 1]])).toBe(false);
    expect(isSeen(0, [[0, 1]])).toBe(false);
  });
});
