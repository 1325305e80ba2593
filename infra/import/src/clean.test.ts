import { expect, test } from 'vitest';
import { createCleaner } from './clean.ts';

const NOW_MS = Date.UTC(2026, 0, 2);
const cleaner = (ratingMax = 5) =>
  createCleaner({ placementId: 'plc_1', ratingMax, nowMs: NOW_MS });
const row = (changes = {}) => ({
  kind: 'view',
  viewer_id: 'v1',
  at: '2026-01-01 10:00',
  ...changes,
});

test('a row says what happened, spelt the platform’s way', () => {
  const [event] = cleaner().clean([
    row({
      id: 'purchase-1',
      kind: ' Add_To_Cart ',
      item_id: ' shoe-7 ',
      categories: 'Running | shoes|running',
      quantity: 2n,
      value: '12.5',
    }),
  ]);
  expect(event).toEqual({
    id: 'purchase-1',
    kind: 'add-to-cart',
    placementId: 'plc_1',
    viewerKey: 'v1',
    occurredAtMs: Date.UTC(2026, 0, 1, 10),
    itemId: 'shoe-7',
    categories: ['running', 'shoes'],
    quantity: 2,
    value: 12.5,
  });
});

test.each([
  [{ at: null }, 'no time'],
  [{ at: 'yesterday' }, 'no time'],
  [{ at: '2027-01-01' }, 'a time yet to come'],
  [{ viewer_id: '' }, 'no viewer'],
  [{ viewer_id: 'a b' }, 'not a valid viewerKey'],
  [{ kind: 'teleport' }, 'not a valid kind'],
  [{ kind: 'rating' }, 'a rating without its value'],
  [{ quantity: 0.5 }, 'not a valid quantity'],
])('%o is left out and counted', (changes, why) => {
  const one = cleaner();
  expect(one.clean([row(changes), row()])).toHaveLength(1);
  expect(one.left).toEqual({ [why]: 1 });
});

test('repeats are sent once, also without ids, also between chunks', () => {
  const one = cleaner();
  const sent = [one.clean([row(), row(), row({ item_id: 'other' })]), one.clean([row()])].flat();
  expect(sent).toHaveLength(2);
  expect(one.left).toEqual({ 'a repeat within the source': 2 });
  expect(cleaner().clean([row()])[0]?.id).toBe(sent[0]?.id);
});

test('outliers are cut, scales are brought to one, and both are counted', () => {
  const one = cleaner(10);
  const [dwell, basket, rating] = one.clean([
    row({ kind: 'dwell', value: 9e9 }),
    row({ kind: 'purchase', quantity: 50_000 }),
    row({ kind: 'rating', value: 8 }),
  ]);
  expect(dwell?.value).toBe(30 * 60_000);
  expect(basket?.quantity).toBe(1_000);
  expect(rating?.value).toBe(4);
  expect(one.mended).toEqual({
    'dwell beyond half an hour': 1,
    'more than 1000 pieces': 1,
    'ratings out of 10': 1,
  });
});

test.each([
  [1_700_000_000, 1_700_000_000_000],
  [1_700_000_000_123, 1_700_000_000_123],
  ['1700000000', 1_700_000_000_000],
  [new Date(5_000), 5_000],
  [1_700_000_000n, 1_700_000_000_000],
  ['2025-06-01T00:00:00+02:00', Date.UTC(2025, 4, 31, 22)],
  ['2025-06-01', Date.UTC(2025, 5, 1)],
])('the time %s is understood', (at, occurredAtMs) => {
  expect(cleaner().clean([row({ at })])[0]?.occurredAtMs).toBe(occurredAtMs);
});
