import { expect, test } from 'vitest';
import { addDays, dayInZone, dayRangePresets } from './day-range.ts';

test("today is the account's day, not the server's", () => {
  const instant = new Date('2026-11-22T02:30:00Z');
  expect(dayInZone(instant, 'America/New_York')).toBe('2026-11-21');
  expect(dayInZone(instant, 'Asia/Tokyo')).toBe('2026-11-22');
});

test('days cross months, leap days and daylight saving without drift', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
});

test('"last 7 days" holds seven days, both ends included', () => {
  const week = dayRangePresets('2026-11-22').find((each) => each.label === 'Last 7 days');
  expect(week).toMatchObject({ from: '2026-11-16', to: '2026-11-22' });
});
