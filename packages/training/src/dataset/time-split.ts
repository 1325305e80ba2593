import type { RowList } from './row-list.ts';
import type { TrainingRow } from './training-row.ts';

export interface TimeSplit<Train extends RowList = RowList> {
  readonly train: Train;
  /** Later than every training row: stops training early and fits the calibration. */
  readonly validation: readonly TrainingRow[];
  /** Later than both: evaluates, and nothing else. */
  readonly test: readonly TrainingRow[];
}

export class SplitError extends Error {
  override name = 'SplitError';
}

/**
 * Cuts rows by time into train, validation and test; shares are of all rows. Rows of one instant
 * stay together, so that no slice sees the future of another. With `testRows` given, those are the
 * test slice whatever their times. Throws SplitError when a slice would be empty.
 */
export function splitByTime(
  rows: readonly TrainingRow[],
  shares: { readonly validation: number; readonly test: number },
  testRows?: readonly TrainingRow[],
): TimeSplit<readonly TrainingRow[]> {
  const ordered = rows.toSorted((a, b) => a.atMs - b.atMs);
  const testFrom = testRows ? ordered.length : cut(ordered, 1 - shares.test);
  const validationFrom = cut(
    ordered.slice(0, testFrom),
    1 - shares.validation / (testRows ? 1 : 1 - shares.test),
  );
  const split = {
    train: ordered.slice(0, validationFrom),
    validation: ordered.slice(validationFrom, testFrom),
    test: testRows ? testRows.toSorted((a, b) => a.atMs - b.atMs) : ordered.slice(testFrom),
  };
  for (const [name, slice] of Object.entries(split)) {
    if (slice.length === 0) {
      throw new SplitError(`${rows.length} rows leave none for the ${name} slice`);
    }
  }
  return split;
}

/** First position at or after a share of the rows where time moves on; the end when it does not. */
function cut(ordered: readonly TrainingRow[], share: number): number {
  let at = Math.floor(ordered.length * share);
  while (at > 0 && at < ordered.length && ordered[at]!.atMs === ordered[at - 1]!.atMs) at++;
  return at;
}
