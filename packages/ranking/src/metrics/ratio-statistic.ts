import type { Statistic } from './bootstrap.ts';

/**
 * Sum of `numerators` over sum of `denominators` in a resample: a mean has ones below; log loss, calibration
 * ratio and GAUC are such ratios too. Null where the denominators sum to zero.
 */
export function ratioStatistic(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
): Statistic {
  return (times) => {
    let above = 0;
    let below = 0;
    for (let i = 0; i < times.length; i++) {
      above += times[i]! * (numerators[i] as number);
      below += times[i]! * (denominators[i] as number);
    }
    return below === 0 ? null : above / below;
  };
}
