import type { EventKind } from '@placard/contracts';
import { expect, test } from 'vitest';
import { event } from '../../test/events.ts';
import { behaviourWeight } from './behaviour-weight.ts';

test.each<[EventKind, number, number]>([
  ['impression', 0, 1],
  ['viewable', 0, 0],
  ['view', 0.3, 0],
  ['search', 0.5, 0],
  ['click', 1, 0],
  ['add-to-cart', 2, 0],
  ['purchase', 3, 0],
  ['conversion', 3, 0],
  ['hide', 0, 3],
])('one %s adds %f to interest and %f to exposure', (kind, interest, exposure) => {
  expect(behaviourWeight(event(kind))).toEqual({ interest, exposure });
});

test('a rating of four or five of five is liked, a lower one only offered', () => {
  const weigh = (value: number) => behaviourWeight(event('rating', { value }));
  expect([1, 3, 4, 5].map((stars) => weigh(stars).interest)).toEqual([0, 0, 1, 1]);
  expect(weigh(1).exposure).toBe(1);
});

test('dwell counts up to a minute, and never backwards', () => {
  const weigh = (value: number) => behaviourWeight(event('dwell', { value })).interest;
  expect([-5, 0, 30_000, 60_000, 9e12].map(weigh)).toEqual([0, 0, 0.25, 0.5, 0.5]);
});

test('seven pieces count 1 + ln 7 times one, ever more pieces no more than a thousand', () => {
  const weigh = (kind: EventKind, quantity: number) =>
    behaviourWeight(event(kind, { quantity })).interest;
  expect(weigh('purchase', 7)).toBeCloseTo(3 * 2.945910149, 8);
  expect(weigh('add-to-cart', 1)).toBe(2);
  expect(weigh('conversion', 10 ** 9)).toBe(weigh('conversion', 1_000));
  expect(weigh('view', 7)).toBe(0.3);
});
