import { DAY_MS, dayBounds, dayInZone } from '@placard/domain';

/** The first instant of a calendar day (YYYY-MM-DD) in `zone`. */
export function startOfDay(day: string, zone: string): Date {
  const noonUtc = Date.parse(`${day}T12:00:00Z`);
  // East of +12 noon in UTC is already the next day there.
  const within = dayInZone(noonUtc, zone) === day ? noonUtc : noonUtc - DAY_MS / 2;
  return new Date(dayBounds(within, zone).startMs);
}

/** The first instant after a calendar day: where a schedule that includes the day ends. */
export function endOfDay(day: string, zone: string): Date {
  return new Date(dayBounds(startOfDay(day, zone).getTime(), zone).endMs);
}

/** The last day that a schedule ending at `end` (exclusive) still includes. */
export function lastDayBefore(end: Date, zone: string): string {
  return dayInZone(end.getTime() - 1, zone);
}
