import { DAY_MS, HOUR_MS } from '@placard/domain';
import { expect, test } from 'vitest';
import { adAgeHours } from './read-ad.ts';

const facts = {
  adId: 'ad_1',
  itemId: null,
  categories: [],
  priceMicros: null,
  advertiserId: 'adv_1',
  format: 'native',
  width: 300,
  height: 250,
  createdAtMs: 1_000_000,
  text: '',
};
const ageAfter = (elapsedMs: number) => adAgeHours(facts, facts.createdAtMs + elapsedMs);

test('an ad grows older by whole hours for a month, then no more, and is never younger than new', () => {
  expect(ageAfter(-DAY_MS)).toBe(0);
  expect(ageAfter(HOUR_MS - 1)).toBe(0);
  expect(ageAfter(25 * HOUR_MS)).toBe(25);
  expect(ageAfter(30 * DAY_MS)).toBe(720);
  expect(ageAfter(400 * DAY_MS)).toBe(720);
});
