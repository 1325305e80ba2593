import { DAY_MS, dayInZone, HOUR_MS } from '@placard/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intoBuckets, timeBuckets } from './time-buckets.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/Sao_Paulo',
];
const span = fc
  .tuple(
    fc.integer({ min: Date.UTC(2015, 0, 2), max: Date.UTC(2030, 0, 1) }),
    fc.integer({ min: 0, max: 29 }),
  )
  .map(([fromMs, days]) => ({
    fromDay: dayInZone(fromMs, 'UTC'),
    toDay: dayInZone(fromMs + days * DAY_MS, 'UTC'),
    days: days + 1,
  }));

test('buckets cover every day asked for without hole or overlap, in every zone', () => {
  fc.assert(
    fc.property(
      span,
      fc.constantFrom(...ZONES),
      fc.constantFrom('day', 'hour'),
      (s, zone, unit) => {
        const buckets = timeBuckets(s.fromDay, s.toDay, zone, unit);
        expect(dayInZone(buckets[0]!.startMs, zone)).toBe(s.fromDay);
        expect(dayInZone(buckets.at(-1)!.endMs - 1, zone)).toBe(s.toDay);
        for (let i = 1; i < buckets.length; i += 1) {
          expect(buckets[i]!.startMs).toBe(buckets[i - 1]!.endMs);
        }
        if (unit === 'day') expect(buckets).toHaveLength(s.days);
      },
    ),
    { numRuns: 60 },
  );
});

test('the day the clocks go forward has 23 hours, the day they go back 25', () => {
  const hours = (day: string) => timeBuckets(day, day, 'Europe/Berlin', 'hour').length;
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-06-01')]).toEqual([23, 25, 24]);
  const spring = timeBuckets('2026-03-29', '2026-03-29', 'Europe/Berlin', 'hour');
  expect(spring.slice(1, 3).map((bucket) => bucket.label)).toEqual([
    '2026-03-29T01:00',
    '2026-03-29T03:00',
  ]);
});

test('every row falls into exactly one bucket', () => {
  const buckets = timeBuckets('2026-03-28', '2026-03-30', 'Europe/Berlin', 'day');
  const [from, to] = [buckets[0]!.startMs, buckets.at(-1)!.endMs];
  const rows = Array.from({ length: (to - from) / HOUR_MS }, (_, i) => ({
    atMs: from + i * HOUR_MS,
  }));
  const counts = intoBuckets(buckets, rows.reverse(), 0, (sum) => sum + 1);
  expect(counts.map((bucket) => bucket.sum)).toEqual([24, 23, 24]);
});

test('a report that ends before it begins, or never ends, is refused', () => {
  expect(() => timeBuckets('2026-02-02', '2026-02-01', 'UTC', 'day')).toThrow(/first day/);
  expect(() => timeBuckets('2020-01-01', '2026-02-01', 'UTC', 'day')).toThrow(/too long/);
  expect(() => timeBuckets('2026-01-01', '2026-03-01', 'UTC', 'hour')).toThrow(/too long/);
});
