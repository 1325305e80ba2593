import type { Random } from '@placard/domain';

/** A measure of a resample, given how many times each row is in it. Null where it is not defined. */
export type Statistic = (times: ArrayLike<number>) => number | null;

export interface Interval {
  /** On the rows themselves. */
  readonly estimate: number;
  readonly from: number;
  readonly to: number;
}

export interface BootstrapOptions {
  /** What is drawn together, one per row: rows of one viewer are not independent. */
  readonly clusters: ArrayLike<string | number>;
  readonly random: Random;
  readonly resamples?: number;
  /** Share of resamples inside the interval; 0.95 unless told. */
  readonly confidence?: number;
}

/**
 * Percentile bootstrap intervals (Efron, 1979) with whole clusters drawn with replacement (Davison and
 * Hinkley, 1997, 3.8). All statistics see the same resamples. Null for a statistic that is undefined on the
 * rows or on a tenth of the resamples. Throws on no rows.
 */
export function bootstrapIntervals<Name extends string>(
  statistics: Readonly<Record<Name, Statistic>>,
  { clusters, random, resamples = 200, confidence = 0.95 }: BootstrapOptions,
): Record<Name, Interval | null> {
  if (clusters.length === 0) throw new RangeError('no rows to resample');
  const index = new Map<string | number, number>();
  const clusterOf = Uint32Array.from(clusters, (key) => {
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, index.size);
    return index.size - 1;
  });
  const names = Object.keys(statistics) as Name[];
  const values = new Map(names.map((name) => [name, [] as number[]]));
  const drawn = new Uint32Array(index.size);
  const times = new Uint32Array(clusters.length);
  for (let resample = 0; resample < resamples; resample++) {
    drawn.fill(0);
    for (let i = 0; i < drawn.length; i++) drawn[Math.floor(random() * drawn.length)]!++;
    for (let i = 0; i < times.length; i++) times[i] = drawn[clusterOf[i]!]!;
    for (const name of names) {
      const value = statistics[name](times);
      if (value !== null) values.get(name)!.push(value);
    }
  }
  const once = new Uint32Array(clusters.length).fill(1);
  return Object.fromEntries(
    names.map((name) => {
      const estimate = statistics[name](once);
      const sorted = values.get(name)!.sort((a, b) => a - b);
      if (estimate === null || sorted.length < 0.9 * resamples) return [name, null];
      const tail = (1 - confidence) / 2;
      return [name, { estimate, from: quantile(sorted, tail), to: quantile(sorted, 1 - tail) }];
    }),
  ) as Record<Name, Interval | null>;
}

/** Linear between order statistics. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
