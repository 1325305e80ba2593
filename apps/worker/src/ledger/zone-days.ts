import { dayInZone, MINUTE_MS } from '@placard/domain';

/** Zones are offset by multiples of 15 minutes, so a day never changes within such a quarter. */
const QUARTER_MS = 15 * MINUTE_MS;
const MAX_KNOWN = 10_000;

/** `dayInZone` with a memory: a batch asks for the same few quarters of an hour again and again. */
export function createZoneDays(): (zone: string, atMs: number) => string {
  const known = new Map<string, string>();
  return (zone, atMs) => {
    const quarter = Math.floor(atMs / QUARTER_MS);
    const key = `${zone} ${quarter}`;
    const before = known.get(key);
    if (before) return before;
    if (known.size >= MAX_KNOWN) known.clear();
    const day = dayInZone(quarter * QUARTER_MS, zone);
    known.set(key, day);
    return day;
  };
}
