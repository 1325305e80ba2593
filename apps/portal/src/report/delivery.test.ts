import { expect, test } from 'vitest';
import { change, clickRate, microsEach, microsPerMille } from './delivery.ts';

test('a rate without impressions is unknown, not zero', () => {
  expect(clickRate({ impressions: 0, viewables: 0, clicks: 0, conversions: 0 })).toBeNull();
  expect(clickRate({ impressions: 200, viewables: 0, clicks: 3, conversions: 0 })).toBe(0.015);
});

test('costs stay whole micros', () => {
  expect(microsEach(1_000_000, 3)).toBe(333_333);
  expect(microsEach(1_000_000, 0)).toBeNull();
  expect(microsPerMille(2_500_000, 1_000)).toBe(2_500_000);
});

test('growth from nothing has no percentage', () => {
  expect(change(10, 0)).toBeNull();
  expect(change(10, null)).toBeNull();
  expect(change(12, 10)).toBeCloseTo(0.2);
});
