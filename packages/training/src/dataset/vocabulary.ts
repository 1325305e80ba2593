import type { FeatureEncoding, FeatureValue } from '@placard/contracts';
import type { RowList } from './row-list.ts';
import type { FeatureDefinition, TrainingRow } from './training-row.ts';

const MAX_BUCKETS = 32;

/** Numbers that boundaries are drawn from, of a longer list evenly spread ones. */
const MOST_NUMBERS = 1_000_000;

/** A feature to learn an encoding of. */
export interface FeatureToLearn {
  readonly definition: FeatureDefinition;
  /** Lists of the same kind of thing: read by this vocabulary too, they count towards it. */
  readonly sharing?: readonly string[];
}

/**
 * Learns how to encode features from the rows a model may learn from, in one pass. Values met in fewer than
 * `minCount` rows stay out: they share row 0 with values never seen, which so gets trained too. Takes memory by
 * distinct value, and by number up to a million of a feature.
 */
export function buildEncodings(
  features: readonly FeatureToLearn[],
  rows: RowList,
  minCount: number,
): FeatureEncoding[] {
  const every = Math.ceil(rows.length / MOST_NUMBERS);
  const learners = features.map((feature) => learnerOf(feature, every));
  for (const row of rows) for (const { see } of learners) see(row);
  return learners.map(({ encoding }) => encoding(minCount));
}

interface Learner {
  readonly see: (row: TrainingRow) => void;
  readonly encoding: (minCount: number) => FeatureEncoding;
}

function learnerOf({ definition, sharing = [] }: FeatureToLearn, every: number): Learner {
  const { name, side, kind } = definition;
  if (kind === 'numeric') {
    const numbers: number[] = [];
    let index = 0;
    return {
      see: ({ values }) => {
        const value = values[name];
        if (index++ % every !== 0) return;
        if (typeof value === 'number' && Number.isFinite(value)) numbers.push(value);
      },
      encoding: () => ({ name, side, kind, boundaries: quantileBoundaries(numbers) }),
    };
  }
  const counts = new Map<string, number>();
  return {
    see: ({ values }) => {
      count(counts, values[name]);
      for (const other of sharing) count(counts, values[other]);
    },
    encoding: (minCount) => ({ name, side, kind, vocabulary: frequentValues(counts, minCount) }),
  };
}

function count(counts: Map<string, number>, value: FeatureValue | undefined): void {
  if (value === null || value === undefined) return;
  for (const word of new Set(Array.isArray(value) ? value : [String(value)])) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
}

/** Most frequent first, ties by code unit, so that the same rows give the same map. */
function frequentValues(counts: ReadonlyMap<string, number>, minCount: number): string[] {
  return [...counts]
    .filter(([, times]) => times >= minCount)
    .sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1))
    .map(([word]) => word);
}

/** Cut points into at most `MAX_BUCKETS` buckets of about equal count. */
function quantileBoundaries(values: readonly number[]): number[] {
  const numbers = Float64Array.from(values).sort();
  const [smallest] = numbers;
  if (smallest === undefined) return [];
  const cuts = new Set<number>();
  for (let bucket = 1; bucket < MAX_BUCKETS; bucket++) {
    const cut = numbers[Math.floor((bucket * numbers.length) / MAX_BUCKETS)]!;
    if (cut > smallest) cuts.add(cut);
  }
  return [...cuts];
}
