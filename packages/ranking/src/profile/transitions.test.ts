import { DAY_MS, HOUR_MS } from '@placard/domain';
import { expect, test } from 'vitest';
import { event, inOrder } from '../../test/events.ts';
import { applyEvent, emptyProfile } from './apply-event.ts';
import { MAX_TRANSITIONS_FROM, MAX_TRANSITIONS_TO, nextTopics } from './transitions.ts';

const fold = (events: Parameters<typeof inOrder>[0]) =>
  events.reduce(applyEvent, emptyProfile('mkt_1', 'v1'));
const view = (category: string, occurredAtMs: number) =>
  event('view', { categories: [category], occurredAtMs });

test('where a viewer goes next follows where they went before', () => {
  const path = ['news', 'sport', 'news', 'sport', 'news', 'music', 'news'];
  const profile = fold(inOrder(path.map((category, i) => view(category, i))));
  // Steps from news: two to sport, one to music; a fourth is taken to lead nowhere in particular.
  const next = nextTopics(profile, path.length);
  expect(next?.get('sport')).toBeCloseTo(2 / 4, 6);
  expect(next?.get('music')).toBeCloseTo(1 / 4, 6);
  expect(next?.get('news')).toBeUndefined();
});

test('old steps fade by half in thirty days', () => {
  const profile = fold(inOrder([view('news', 0), view('sport', 0), view('news', 0)]));
  expect(nextTopics(profile, 0)?.get('sport')).toBeCloseTo(1 / 2, 9);
  expect(nextTopics(profile, 30 * DAY_MS)?.get('sport')).toBeCloseTo(0.5 / 1.5, 9);
});

test('ads that were only shown, hidden things and late events add no step', () => {
  const quiet = inOrder([
    view('news', HOUR_MS),
    event('impression', { categories: ['sport'], occurredAtMs: HOUR_MS }),
    event('hide', { categories: ['sport'], occurredAtMs: HOUR_MS }),
    view('music', 0),
  ]);
  expect(fold(quiet).transitions).toEqual({});
  expect(nextTopics(fold(quiet), HOUR_MS)).toBeNull();
});

test('the chain stays small and survives names that objects inherit', () => {
  const many = Array.from({ length: 3_000 }, (_, i) => view(`topic-${(i * 7) % 113}`, i));
  const { transitions } = fold(inOrder(many));
  expect(Object.keys(transitions!).length).toBeLessThanOrEqual(MAX_TRANSITIONS_FROM);
  const wide = Array.from({ length: 200 }, (_, i) => view(i % 2 ? `topic-${i}` : 'home', i));
  const home = fold(inOrder(wide)).transitions!.home!;
  expect(Object.keys(home).length).toBeLessThanOrEqual(MAX_TRANSITIONS_TO);

  const hostile = ['constructor', '__proto__', 'toString', 'constructor', 'ok'];
  const profile = fold(inOrder(hostile.map((category, i) => view(category, i))));
  expect(Object.getPrototypeOf(profile.transitions!)).toBe(Object.prototype);
  expect(profile.transitions?.toString).toHaveProperty('constructor');
  expect(profile.transitions?.constructor).toHaveProperty('ok');
});
