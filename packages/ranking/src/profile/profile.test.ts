import { eventKindSchema, viewerProfileSchema } from '@placard/contracts';
import { DAY_MS, HOUR_MS } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decision, event, inOrder } from '../../test/events.ts';
import { viewerAttribute } from '../features/viewer-attribute.ts';
import {
  applyEvent,
  emptyProfile,
  MAX_PROFILE_ADS,
  MAX_PROFILE_CATEGORIES,
  MAX_PROFILE_RECENT,
} from './apply-event.ts';
import { addDecayed } from './decay.ts';
import { interestTags } from './interest-tags.ts';
import { readViewer } from './read-viewer.ts';

const someEvent = fc
  .record({
    kind: fc.constantFrom(...eventKindSchema.options),
    atMs: fc.integer({ min: 0, max: 90 * DAY_MS }),
    categories: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }),
    adId: fc.constantFrom('ad_1', 'ad_2', 'ad_3'),
    value: fc.option(fc.integer({ min: 1, max: 5 })),
    ivt: fc.constantFrom(null, null, null, 'givt' as const),
  })
  .map(({ kind, atMs, categories, adId, value, ivt }) => {
    const plain = event(kind, { occurredAtMs: atMs, categories, value, ivt });
    return plain.decision ? { ...plain, decision: decision(adId) } : plain;
  });
const someEvents = fc.array(someEvent, { maxLength: 30 }).map(inOrder);
const fold = (events: Parameters<typeof inOrder>[0], from = emptyProfile('mkt_1', 'v1')) =>
  events.reduce(applyEvent, from);

describe('a profile', () => {
  test('is the same when events are folded in twice, whole or from any point', () => {
    fc.assert(
      fc.property(someEvents, fc.nat(), (events, cut) => {
        const once = fold(events);
        expect(fold(events.slice(cut % (events.length + 1)), once)).toEqual(once);
        expect(() => viewerProfileSchema.parse(once)).not.toThrow();
      }),
    );
  });

  test('does not depend on the order in which late events arrive, but for which came last', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const late = fold(inOrder(events.toReversed()));
        const timely = fold(events);
        expect(late.clicks).toBe(timely.clicks);
        for (const category of Object.keys(timely.interests)) {
          const [a, b] = [late.interests[category]!, timely.interests[category]!];
          expect(a.long).toBeCloseTo(b.long, 9);
          expect(a.short).toBeCloseTo(b.short, 9);
        }
      }),
    );
  });

  test('is not changed by its argument being reused: folding mutates nothing', () => {
    const before = emptyProfile('mkt_1', 'v1');
    applyEvent(before, event('click', { categories: ['a'] }));
    expect(before).toEqual(emptyProfile('mkt_1', 'v1'));
  });

  test('stays whole when a page names a category after what objects inherit', () => {
    const hostile = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'ok'];
    const events = inOrder([
      event('view', { categories: hostile }),
      event('impression', { categories: hostile }),
      event('view', { categories: hostile }),
    ]);
    const stored = JSON.parse(JSON.stringify(fold(events)));
    const profile = viewerProfileSchema.parse(stored);
    expect(Object.keys(profile.interests)).toEqual(hostile.filter((one) => one !== '__proto__'));
    expect(Object.getPrototypeOf(profile.interests)).toBe(Object.prototype);
    const { byCategory, baseLong } = readViewer('v1', {}, profile, 0);
    expect(byCategory.get('constructor')?.interestLong).toBeCloseTo(0.6, 9);
    expect(baseLong).toBeGreaterThan(0);
    const attribute = viewerAttribute('constructor');
    const reading = readViewer('v1', {}, profile, 0);
    expect(attribute.side === 'viewer' && attribute.read(reading)).toBeNull();
  });

  test('learns nothing from invalid traffic, and still moves past it', () => {
    const bot = event('click', { categories: ['a'], ivt: 'sivt' });
    const after = applyEvent(emptyProfile('mkt_1', 'v1'), bot);
    expect(after).toEqual({ ...emptyProfile('mkt_1', 'v1'), lastPosition: bot.position });
  });

  test('stays small, keeping what is strongest and most recent', () => {
    const many = inOrder(
      Array.from({ length: 600 }, (_, i) =>
        event('click', {
          occurredAtMs: i,
          categories: [`c${i}`],
          decision: decision(`ad_${i}`),
        }),
      ),
    );
    const profile = fold(many);
    const between = (size: number, limit: number) => size <= limit && size >= 0.9 * limit;
    expect(Object.keys(profile.interests).length).toSatisfy((size: number) =>
      between(size, MAX_PROFILE_CATEGORIES),
    );
    expect(Object.keys(profile.ads).length).toSatisfy((size: number) =>
      between(size, MAX_PROFILE_ADS),
    );
    expect(profile.ads.ad_599).toBeDefined();
    expect(profile.ads.ad_0).toBeUndefined();
    expect(profile.recent).toHaveLength(MAX_PROFILE_RECENT);
    expect(profile.recent[0]?.adId).toBe('ad_599');
  });

  test('counts impressions as exposures of the ad’s categories, clicks as interest', () => {
    const profile = fold(
      inOrder([
        event('impression', { categories: ['jazz'] }),
        event('impression', { categories: ['jazz'] }),
        event('click', { categories: ['jazz'] }),
      ]),
    );
    expect(profile.exposures.jazz?.long).toBe(2);
    expect(profile.interests.jazz?.long).toBe(1);
    expect(profile.ads.ad_1).toEqual({ impressions: 2, clicks: 1, lastAtMs: 0 });
    expect(profile.recent.map(({ kind }) => kind)).toEqual(['click']);
  });
});

test('interest halves in an hour for this visit and in thirty days for good', () => {
  const weight = addDecayed({ short: 8, long: 8, atMs: 0 }, 0, HOUR_MS);
  expect(weight.short).toBeCloseTo(4, 9);
  expect(addDecayed({ short: 8, long: 8, atMs: 0 }, 0, 30 * DAY_MS).long).toBeCloseTo(4, 9);
});

test('interest tags follow the present visit, then the lasting taste', () => {
  const habit = Array.from({ length: 4 }, () => event('click', { categories: ['chess'] }));
  const now = 20 * DAY_MS;
  const visit = event('purchase', { categories: ['shoes'], occurredAtMs: now });
  const profile = fold(inOrder([...habit, visit]));
  expect(interestTags(profile, now).map(({ category }) => category)).toEqual(['shoes', 'chess']);
  expect(interestTags(profile, now, 1)).toHaveLength(1);
  expect(interestTags(profile, now + 3 * 365 * DAY_MS)).toEqual([]);
});

test('a reading decays every category to the moment of the request', () => {
  const profile = fold(
    inOrder([
      event('impression', { categories: ['jazz'] }),
      event('click', { categories: ['jazz'] }),
    ]),
  );
  const reading = readViewer('v1', { age: '30' }, profile, 30 * DAY_MS);
  expect(reading.byCategory.get('jazz')?.interestLong).toBeCloseTo(0.5, 9);
  expect(reading.byCategory.get('jazz')?.exposureLong).toBeCloseTo(0.5, 9);
  expect(reading.attributes).toEqual({ age: '30' });
});
