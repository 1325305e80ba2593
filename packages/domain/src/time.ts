import { Temporal } from 'temporal-polyfill';

/** The one source of time. Every process receives it; a simulated day advances it. */
export type Clock = { readonly nowMs: () => number };

export const systemClock: Clock = { nowMs: () => Date.now() };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Whether `zone` is an IANA time zone this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The calendar day at `atMs` in `zone`, as `YYYY-MM-DD`. Budgets and reports use the advertiser's zone. */
export function dayInZone(atMs: number, zone: string): string {
  return zoned(atMs, zone).toPlainDate().toString();
}

/** Start and end (exclusive) of the calendar day that holds `atMs` in `zone`; 23 or 25 hours at a clock change. */
export function dayBounds(atMs: number, zone: string): { startMs: number; endMs: number } {
  const start = zoned(atMs, zone).startOfDay();
  return {
    startMs: start.epochMilliseconds,
    endMs: start.add({ days: 1 }).startOfDay().epochMilliseconds,
  };
}

/** Hour 0-23 and ISO weekday 1 (Monday) - 7 at `atMs` in `zone`. */
export function hourAndWeekday(atMs: number, zone: string): { hour: number; weekday: number } {
  const at = zoned(atMs, zone);
  return { hour: at.hour, weekday: at.dayOfWeek };
}

function zoned(atMs: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
}
