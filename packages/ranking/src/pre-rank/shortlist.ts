import { kthLargest } from './kth-largest.ts';

export type ShortlistRule = {
  /** Scores at least e^-margin of the `slots`-th best stay. */
  readonly margin: number;
  readonly slots: number;
};

/** What exploration reaches down to, and a price below it; beyond the most, a look costs more than it finds. */
const LEAST = 16;
const MOST_PER_SLOT = 64;

/** So many candidates are shortlisted anyway: scoring them first would tell nothing. */
export function leastShortlist(slots: number): number {
  return LEAST + slots;
}

/**
 * The score a candidate needs to be ranked by the model: adaptive, so that a clear case ranks few and a close
 * one many. Between 16 + `slots` and 64 x `slots` of scores[0 .. count) reach it (ties apart). `work` is as
 * long as `scores` and overwritten.
 */
export function shortlistThreshold(
  scores: Float64Array,
  count: number,
  { margin, slots }: ShortlistRule,
  work: Float64Array,
): number {
  const least = leastShortlist(slots);
  if (count <= least) return -Infinity;
  work.set(scores.subarray(0, count));
  const floor = kthLargest(work, count, least);
  const cut = Math.min(floor, kthLargest(work, least, slots) * Math.exp(-margin));
  let reaching = 0;
  for (let i = 0; i < count; i++) if (scores[i]! >= cut) reaching += 1;
  const most = Math.max(least, MOST_PER_SLOT * slots);
  return reaching <= most ? cut : kthLargest(work, count, most);
}
