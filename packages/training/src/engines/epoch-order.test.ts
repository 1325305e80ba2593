import { expect, it } from 'vitest';
import { range } from '../dataset/training-data.ts';
import { epochOrder, mixedOrder } from './epoch-order.ts';

it('an epoch holds every row once, in an order of its own that its seed repeats', () => {
  const rows = range(10, 110);
  const first = epochOrder(rows, 1, 0);
  expect(first.toSorted()).toEqual(rows);
  expect(epochOrder(rows, 1, 0)).toEqual(first);
  expect(epochOrder(rows, 1, 1)).not.toEqual(first);
});

it('sources share an epoch by weight, and each gives all of its rows before one again', () => {
  const small = { positions: range(0, 100), weight: 1 };
  const large = { positions: range(100, 10_000), weight: 3 };
  const order = mixedOrder([small, large], 4_000, 7, 0);
  const ofSmall = order.filter((position) => position < 100);
  expect(ofSmall.length).toBeGreaterThan(900);
  expect(ofSmall.length).toBeLessThan(1_100);
  for (let start = 0; start + 100 <= ofSmall.length; start += 100) {
    expect(new Set(ofSmall.subarray(start, start + 100)).size).toBe(100);
  }
  expect(new Set(order.filter((position) => position >= 100)).size).toBe(4_000 - ofSmall.length);
  expect(mixedOrder([small, large], 4_000, 7, 0)).toEqual(order);
  expect(mixedOrder([small, large], 4_000, 7, 1)).not.toEqual(order);
});

it('a source without rows or weight is refused', () => {
  const good = { positions: range(0, 2), weight: 1 };
  expect(() => mixedOrder([good, { ...good, weight: 0 }], 2, 1, 0)).toThrow(/weighs 0/);
  const empty = { positions: range(0, 0), weight: 1 };
  expect(() => mixedOrder([good, empty], 2, 1, 0)).toThrow(/no rows/);
});
