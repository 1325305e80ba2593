import { dayBounds, dayInZone, hourAndWeekday, MINUTE_MS, type ZoneFacts } from '@placard/domain';

/** Zones shift by quarter hours at most: local time read once per quarter is right throughout it. */
const QUARTER_MS = 15 * MINUTE_MS;

/** Local days, hours and weekdays remembered while they last: calendar arithmetic is slow on the hot path. */
export type ZoneCache = {
  /** The calendar day in `zone`, `YYYY-MM-DD`. */
  day(zone: string, nowMs: number): string;
  /** Hour and weekday facts of each of `zones`. */
  facts(zones: readonly string[], nowMs: number): ZoneFacts;
};

export function createZoneCache(): ZoneCache {
  const days = new Map<string, { startMs: number; endMs: number; day: string }>();
  const local = new Map<string, { hour: string[]; weekday: string[] }>();
  let quarter = Number.NaN;
  return {
    day: (zone, nowMs) => {
      const known = days.get(zone);
      if (known && nowMs >= known.startMs && nowMs < known.endMs) return known.day;
      const fresh = { ...dayBounds(nowMs, zone), day: dayInZone(nowMs, zone) };
      days.set(zone, fresh);
      return fresh.day;
    },
    facts: (zones, nowMs) => {
      const now = Math.floor(nowMs / QUARTER_MS);
      if (now !== quarter) {
        local.clear();
        quarter = now;
      }
      for (const zone of zones) {
        if (local.has(zone)) continue;
        const { hour, weekday } = hourAndWeekday(nowMs, zone);
        local.set(zone, { hour: [String(hour)], weekday: [String(weekday)] });
      }
      return local;
    },
  };
}
