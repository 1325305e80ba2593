import { dayInZone, hourAndWeekday, MINUTE_MS } from '@placard/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createZoneCache } from './zone-cache.ts';

const ZONES = ['Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham', 'UTC'];
/** The autumn clock change of Europe and what lies around it. */
const FROM_MS = Date.UTC(2026, 9, 24);

test('remembered days, hours and weekdays are those of the calendar, in whatever order they are asked', () => {
  const cache = createZoneCache();
  const minutes = fc.array(fc.integer({ min: 0, max: 3 * 24 * 60 }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(minutes, fc.constantFrom(...ZONES), (asked, zone) => {
      for (const minute of asked) {
        const nowMs = FROM_MS + minute * MINUTE_MS;
        const { hour, weekday } = hourAndWeekday(nowMs, zone);
        expect(cache.day(zone, nowMs)).toBe(dayInZone(nowMs, zone));
        expect(cache.facts([zone], nowMs).get(zone)).toEqual({
          hour: [String(hour)],
          weekday: [String(weekday)],
        });
      }
    }),
    { numRuns: 50 },
  );
});
