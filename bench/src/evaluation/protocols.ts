import type { Random } from '@placard/domain';
import { type Interactions, kFold, leaveOneOut, selectInteractions } from '@placard/training';
import type { Split } from '../movielens/splits.ts';

export interface TimedRow {
  readonly entry: number;
  readonly viewer: number;
  readonly atMs: number;
}

/** Entries with their times. Throws a RangeError where there are none. */
export function timedRows({ viewers, atMs }: Interactions): TimedRow[] {
  if (!atMs) throw new RangeError('a split by time needs times');
  return Array.from(viewers, (viewer, entry) => ({ entry, viewer, atMs: atMs[entry]! }));
}

export const pick = (all: Interactions, rows: readonly TimedRow[]): Interactions =>
  selectInteractions(
    all,
    rows.map(({ entry }) => entry),
  );

/** Trained on the first four fifths by time, judged by the last: what serving has to do. */
export function latestFifth(all: Interactions): Split[] {
  const ordered = timedRows(all).sort((a, b) => a.atMs - b.atMs || a.entry - b.entry);
  const cut = Math.floor(0.8 * ordered.length);
  return [{ train: pick(all, ordered.slice(0, cut)), test: pick(all, ordered.slice(cut)) }];
}

/** Each viewer's last interaction is judged, the rest teaches, the one before the last included. */
export function lastLeftOut(all: Interactions): Split[] {
  const { train, validation, test } = leaveOneOut(timedRows(all), ({ viewer }) => viewer);
  const known = [...train, ...validation].sort((a, b) => a.entry - b.entry);
  return [{ train: pick(all, known), test: pick(all, test) }];
}

/** Each interaction is judged once, by what was learnt from the other folds, whenever it happened. */
export function crossValidation(all: Interactions, folds: number, random: Random): Split[] {
  return kFold(timedRows(all), folds, random).map(({ train, test }) => ({
    train: pick(all, train),
    test: pick(all, test),
  }));
}
