import type { FeatureEncoding, FeatureValue } from '@placard/contracts';
import type { FeatureDefinition, TrainingRow } from './training-row.ts';

const MAX_BUCKETS = 32;

/**
 * Learns how to encode a feature from the rows a model may learn from. Values met in fewer than
 * `minCount` rows stay out: they share row 0 with values never seen, which so gets trained too. Features of
 * `sharing`, lists of the same kind of thing, are read by this vocabulary too and count towards it.
 */
export function buildEncoding(
  definition: FeatureDefinition,
  rows: readonly TrainingRow[],
  minCount: number,
  sharing: readonly string[] = [],
): FeatureEncoding {
  const { name, side, kind } = definition;
  const values = rows.map((row) => row.values[name]);
  if (kind === 'numeric') return { name, side, kind, boundaries: quantileBoundaries(values) };
  const shared = sharing.flatMap((other) => rows.map((row) => row.values[other]));
  return { name, side, kind, vocabulary: frequentValues([...values, ...shared], minCount) };
}

/** Most frequent first, ties by code unit, so that the same rows give the same map. */
function frequentValues(values: readonly (FeatureValue | undefined)[], minCount: number): string[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value === null || value === undefined) continue;
    for (const word of new Set(Array.isArray(value) ? value : [String(value)])) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= minCount)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([word]) => word);
}

/** Cut points into at most `MAX_BUCKETS` buckets of about equal count. */
function quantileBoundaries(values: readonly (FeatureValue | undefined)[]): number[] {
  const numbers = Float64Array.from(
    values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value)),
  ).sort();
  const [smallest] = numbers;
  if (smallest === undefined) return [];
  const cuts = new Set<number>();
  for (let bucket = 1; bucket < MAX_BUCKETS; bucket++) {
    const cut = numbers[Math.floor((bucket * numbers.length) / MAX_BUCKETS)]!;
    if (cut > smallest) cuts.add(cut);
  }
  return [...cuts];
}
