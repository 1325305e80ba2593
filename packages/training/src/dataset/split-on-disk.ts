import type { RowsOnDisk } from './rows-on-disk.ts';
import { SplitError, type TimeSplit } from './time-split.ts';
import type { TrainingRow } from './training-row.ts';

/**
 * As `splitByTime`, of rows that stay on the disk but for the slices held out, which have `heldOutRows` at most: the
 * newest, shared out as asked. Rows of one instant stay together. Throws SplitError when a slice would be empty.
 */
export function splitOnDisk(
  rows: RowsOnDisk,
  shares: { readonly validation: number; readonly test: number },
  heldOutRows: number,
  testRows?: readonly TrainingRow[],
): TimeSplit {
  const { length } = rows;
  const heldOut = shares.validation + (testRows ? 0 : shares.test);
  const scale = Math.min(1, heldOutRows / (length * heldOut));
  const testFrom = testRows ? length : laterInstant(rows, length * (1 - shares.test * scale));
  const validationFrom = laterInstant(
    rows.slice(0, testFrom),
    testFrom - length * shares.validation * scale,
  );
  const split = {
    train: rows.slice(0, validationFrom),
    validation: [...rows.slice(validationFrom, testFrom)],
    test: testRows ? testRows.toSorted((a, b) => a.atMs - b.atMs) : [...rows.slice(testFrom)],
  };
  for (const [name, slice] of Object.entries(split)) {
    if (slice.length === 0) throw new SplitError(`${length} rows leave none for the ${name} slice`);
  }
  return split;
}

/** First position at or after `from` where time moves on; the end when it does not. */
function laterInstant(rows: RowsOnDisk, from: number): number {
  const at = Math.ceil(from);
  if (at <= 0) return 0;
  let before: number | undefined;
  let position = at - 1;
  for (const { atMs } of rows.slice(position)) {
    if (before !== undefined && atMs !== before) return position;
    before = atMs;
    position++;
  }
  return rows.length;
}
