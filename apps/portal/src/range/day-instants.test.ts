import { expect, test } from 'vitest';
import { endOfDay, lastDayBefore, startOfDay } from './day-instants.ts';

const ZONES = [
  'UTC',
  'America/Los_Angeles',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kolkata',
];

test.each(ZONES)('a day in %s begins and ends at its own midnights', (zone) => {
  const start = startOfDay('2026-11-22', zone);
  const shown = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).format(start);
  expect(shown).toBe('2026-11-22, 00:00:00');
  expect(endOfDay('2026-11-22', zone)).toEqual(startOfDay('2026-11-23', zone));
  expect(lastDayBefore(endOfDay('2026-11-22', zone), zone)).toBe('2026-11-22');
});

test('a day of a clock change is 23 or 25 hours long', () => {
  const hours = (day: string) =>
    (endOfDay(day, 'Europe/Berlin').getTime() - startOfDay(day, 'Europe/Berlin').getTime()) /
    3_600_000;
  expect(hours('2026-03-29')).toBe(23);
  expect(hours('2026-10-25')).toBe(25);
});
