import type { LogPosition } from '@placard/contracts';

/** Negative, zero or positive as `a` lies before, at or after `b` in the event log. */
export function compareLogPositions(a: LogPosition, b: LogPosition): number {
  return compareWhole(a.xid, b.xid) || compareWhole(a.seq, b.seq);
}

/** Whole numbers as decimal strings without leading zeros: longer is larger, else by character. */
function compareWhole(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
