import { kthLargest } from './kth-largest.ts';

export type ShortlistRule = {
  /** Scores at least e^-margin of the `slots`-th best stay. */
  readonly margin: number;
  readonly slots: number;
  /** Among equals at the edge, those from here on come first. */
  readonly tiesFrom: number;
  /** Where they are known already: positions of some of the best, best first, ties from `tiesFrom` on. */
  readonly best?: readonly number[];
};

/** A price below the best, and the runners-up of the log; beyond the most, a look costs more than it finds. */
const LEAST = 5;
const MOST_PER_SLOT = 64;

/** So many candidates are shortlisted anyway: scoring them first would tell nothing. */
function leastShortlist(slots: number): number {
  return LEAST + slots;
}

/**
 * Marks with 1 those of scores[0 .. count) that the model should look at, the others with 0, and returns how
 * many: adaptive, so that a clear case has few and a close one many, within 5 + `slots` and 64 x `slots`.
 * `work` is as long as `scores` and overwritten.
 */
export function markShortlist(
  scores: Float64Array,
  count: number,
  { margin, slots, tiesFrom, best }: ShortlistRule,
  work: Float64Array,
  marks: Uint8Array,
): number {
  const least = leastShortlist(slots);
  if (count <= least) {
    marks.fill(1, 0, count);
    return count;
  }
  if (best && best.length > least) {
    const at = (rank: number) => scores[best[rank]!]!;
    const cut = Math.min(at(least - 1), at(slots - 1) * Math.exp(-margin));
    if (cut > at(best.length - 1)) {
      marks.fill(0, 0, count);
      const near = best.filter((i) => scores[i]! >= cut);
      for (const i of near) marks[i] = 1;
      return near.length;
    }
  }
  work.set(scores.subarray(0, count));
  const floor = kthLargest(work, count, least);
  const near = kthLargest(work, least, slots) * Math.exp(-margin);
  const most = Math.min(count, Math.max(least, MOST_PER_SLOT * slots));
  const cut = Math.max(Math.min(floor, near), kthLargest(work, count, most));
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const above = scores[i]! > cut;
    marks[i] = above ? 1 : 0;
    if (above) kept += 1;
  }
  for (let step = 0; step < count && kept < most; step++) {
    const i = (tiesFrom + step) % count;
    if (scores[i] !== cut) continue;
    marks[i] = 1;
    kept += 1;
  }
  return kept;
}
