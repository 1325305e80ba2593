import type { DataProfile, FeatureProfile, FeatureValue, FeatureValues } from '@placard/contracts';
import type { FeatureDefinition } from '../dataset/training-row.ts';
import { populationStability } from './population-stability.ts';

/** Few bins, so that a day of a few hundred rows does not look like drift by chance. */
const VALUES = 10;
const NUMBER_BINS = 10;

/** How features and scores are distributed. `scores` may be of other rows than `rows`. */
export function profileData(
  rows: readonly FeatureValues[],
  features: readonly Pick<FeatureDefinition, 'name' | 'kind'>[],
  scores: ArrayLike<number>,
): DataProfile {
  return {
    rows: rows.length,
    features: Object.fromEntries(
      features.map(({ name, kind }) => {
        const values = rows.map((row) => row[name]);
        return [name, kind === 'numeric' ? numberProfile(values) : valueProfile(values)];
      }),
    ),
    scores: numberProfile(Array.from(scores)),
  };
}

/** The index of each feature of a profile on other rows. */
export function featureStability(
  profile: DataProfile,
  rows: readonly FeatureValues[],
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(profile.features).map(([name, feature]) => [
      name,
      stability(
        feature,
        rows.map((row) => row[name]),
      ),
    ]),
  );
}

/** The index of other predictions against those of the profile. */
export function scoreStability({ scores }: DataProfile, others: ArrayLike<number>): number {
  return stability(scores, Array.from(others));
}

function stability(profile: FeatureProfile, values: readonly (FeatureValue | undefined)[]): number {
  return populationStability(profile.shares, sharesOf(profile, values));
}

function valueProfile(values: readonly (FeatureValue | undefined)[]): FeatureProfile {
  const weights = new Map<string, number>();
  for (const value of values) {
    const texts = textsOf(value);
    for (const text of texts) weights.set(text, (weights.get(text) ?? 0) + 1 / texts.length);
  }
  const top = [...weights]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, VALUES)
    .map(([text]) => text);
  return { kind: 'values', values: top, shares: sharesOf({ kind: 'values', values: top }, values) };
}

function numberProfile(values: readonly (FeatureValue | undefined)[]): FeatureProfile {
  const numbers = values.map(numberOf).filter((number) => number !== null);
  numbers.sort((a, b) => a - b);
  const edges: number[] = [];
  for (let bin = 1; bin < NUMBER_BINS && numbers.length > 0; bin++) {
    const edge = numbers[Math.floor((bin * numbers.length) / NUMBER_BINS)]!;
    if (edge !== edges.at(-1) && edge !== numbers[0]) edges.push(edge);
  }
  return { kind: 'numbers', edges, shares: sharesOf({ kind: 'numbers', edges }, values) };
}

type Bins =
  | { kind: 'values'; values: readonly string[] }
  | { kind: 'numbers'; edges: readonly number[] };

/** Known bins first, then "other" (for numbers always empty), then "missing". */
function sharesOf(bins: Bins, values: readonly (FeatureValue | undefined)[]): number[] {
  const known = bins.kind === 'values' ? bins.values.length : bins.edges.length + 1;
  const counts: number[] = new Array(known + 2).fill(0);
  const indexOf = new Map(bins.kind === 'values' ? bins.values.map((text, i) => [text, i]) : []);
  for (const value of values) {
    if (bins.kind === 'numbers') {
      const number = numberOf(value);
      const bin = number === null ? known + 1 : bins.edges.filter((edge) => edge <= number).length;
      counts[bin]! += 1;
      continue;
    }
    const texts = textsOf(value);
    if (texts.length === 0) counts[known + 1]! += 1;
    for (const text of texts) counts[indexOf.get(text) ?? known]! += 1 / texts.length;
  }
  return counts.map((count) => count / Math.max(1, values.length));
}

function textsOf(value: FeatureValue | undefined): readonly string[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [String(value)];
}

function numberOf(value: FeatureValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
