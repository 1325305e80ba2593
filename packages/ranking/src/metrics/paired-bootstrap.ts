import type { Statistic } from './bootstrap.ts';

/**
 * How much one statistic exceeds another in the same resample: given to `bootstrapIntervals`, the chance that
 * both share cancels (Koehn, EMNLP 2004). A difference is found when its interval leaves out zero.
 */
export function pairedDifference(one: Statistic, other: Statistic): Statistic {
  return (times) => {
    const a = one(times);
    const b = other(times);
    return a === null || b === null ? null : a - b;
  };
}
