import type { FeatureEncoding, ModelCard } from '@placard/contracts';
import type { Random } from '@placard/domain';
import type { RowList } from '../dataset/row-list.ts';
import type { TrainingRow } from '../dataset/training-row.ts';
import { evaluateIntervals } from './evaluate-intervals.ts';
import { evaluatePredictions } from './evaluate-predictions.ts';

const MIN_ROWS = 100;
const MAX_VALUES = 20;

/**
 * Metrics of viewers and ads met in training and of new ones, and of each value of the small categorical
 * context features (placement, device...). Slices below `MIN_ROWS` are left out.
 */
export function evaluateSlices(
  predictions: Float64Array,
  test: readonly TrainingRow[],
  learntFrom: RowList,
  features: readonly FeatureEncoding[],
  random: Random,
): ModelCard['slices'] {
  const known = new Set<string | null>();
  const knownAds = new Set<string>();
  for (const { viewerKey, adId } of learntFrom) {
    known.add(viewerKey);
    knownAds.add(adId);
  }
  const viewer = (row: TrainingRow) =>
    row.viewerKey === null ? 'none' : known.has(row.viewerKey) ? 'known' : 'new';
  const slicings: [string, (row: TrainingRow) => string | null][] = [
    ['viewer', viewer],
    ['ad', ({ adId }) => (knownAds.has(adId) ? 'known' : 'new')],
  ];
  for (const feature of features) {
    if (feature.kind !== 'categorical' || feature.side !== 'context') continue;
    if (feature.vocabulary.length > MAX_VALUES) continue;
    slicings.push([
      feature.name,
      (row) => {
        const value = row.values[feature.name];
        return value === null || value === undefined ? null : String(value);
      },
    ]);
  }
  return slicings.flatMap(([slice, keyOf]) => {
    const positionsByValue = groupPositions(test, keyOf);
    return [...positionsByValue]
      .filter(([value, positions]) => value !== null && positions.length >= MIN_ROWS)
      .sort(([, a], [, b]) => b.length - a.length)
      .map(([value, positions]) => {
        const own = Float64Array.from(positions, (i) => predictions[i]!);
        const rows = positions.map((i) => test[i]!);
        return {
          slice,
          value: value as string,
          metrics: evaluatePredictions(own, rows),
          intervals: evaluateIntervals(own, rows, random),
        };
      });
  });
}

function groupPositions(rows: readonly TrainingRow[], keyOf: (row: TrainingRow) => string | null) {
  const groups = new Map<string | null, number[]>();
  for (const [position, row] of rows.entries()) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(position);
    else groups.set(key, [position]);
  }
  return groups;
}
