import { DAY_MS, dayBounds, dayInZone, HOUR_MS } from '@placard/domain';
import { invalid } from '../errors.ts';

export type Unit = 'hour' | 'day';
/** `label`: `YYYY-MM-DD`, for hours with `Thh:00` as the clock on the wall reads. */
export type Bucket = { readonly startMs: number; readonly endMs: number; readonly label: string };

const LONGEST_DAYS = 400;
const LONGEST_HOURLY_DAYS = 31;

/**
 * Every hour or calendar day from `fromDay` to `toDay` (both included) in `zone`, in order and without holes:
 * a day of 23 or 25 hours is one bucket. @throws ServiceError `invalid`
 */
export function timeBuckets(fromDay: string, toDay: string, zone: string, unit: Unit): Bucket[] {
  if (toDay < fromDay) throw invalid('must not be before the first day', 'toDay');
  const days: Bucket[] = [];
  for (let at = startOfDay(fromDay, zone); ; ) {
    const { startMs, endMs } = dayBounds(at, zone);
    const label = dayInZone(startMs, zone);
    if (label > toDay) break;
    days.push({ startMs, endMs, label });
    if (days.length > (unit === 'hour' ? LONGEST_HOURLY_DAYS : LONGEST_DAYS)) {
      throw invalid('is too long a time for one report', 'toDay');
    }
    at = endMs;
  }
  return unit === 'day' ? days : days.flatMap((day) => hoursOf(day, zone));
}

/** Noon UTC of a day is on that day or a neighbour of it in every zone; its bounds settle which. */
function startOfDay(day: string, zone: string): number {
  for (const shift of [-1, 0, 1]) {
    const { startMs } = dayBounds(Date.parse(`${day}T12:00:00Z`) + shift * DAY_MS, zone);
    if (dayInZone(startMs, zone) === day) return startMs;
  }
  throw invalid('is not a day in this time zone', 'fromDay');
}

function hoursOf({ startMs, endMs }: Bucket, zone: string): Bucket[] {
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const hours: Bucket[] = [];
  for (let at = startMs; at < endMs; at += HOUR_MS) {
    const label = clock.format(at).replace(', ', 'T');
    hours.push({ startMs: at, endMs: Math.min(at + HOUR_MS, endMs), label });
  }
  return hours;
}

/** Sums rows (each at the start of a UTC hour) into their buckets; a bucket without rows gets `none`. */
export function intoBuckets<Row extends { readonly atMs: number }, Sum>(
  buckets: readonly Bucket[],
  rows: readonly Row[],
  none: Sum,
  add: (sum: Sum, row: Row) => Sum,
): (Bucket & { readonly sum: Sum })[] {
  const ordered = [...rows].sort((a, b) => a.atMs - b.atMs);
  let next = 0;
  return buckets.map((bucket) => {
    let sum = none;
    for (; next < ordered.length && ordered[next]!.atMs < bucket.endMs; next += 1) {
      if (ordered[next]!.atMs >= bucket.startMs) sum = add(sum, ordered[next]!);
    }
    return { ...bucket, sum };
  });
}
