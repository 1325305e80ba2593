import type { Random } from '@placard/domain';
import type { SparseRows } from './interactions.ts';

/** Draws an item that a viewer has not touched, uniformly; null after `tries` that hit the history. */
export function negativeSampler(
  histories: SparseRows,
  random: Random,
  tries = 100,
): (viewer: number) => number | null {
  const touched = Array.from(
    { length: histories.rowCount },
    (_, v) => new Set(histories.columns.subarray(histories.offsets[v]!, histories.offsets[v + 1]!)),
  );
  return (viewer) => {
    for (let attempt = 0; attempt < tries; attempt++) {
      const item = Math.floor(random() * histories.columnCount);
      if (!touched[viewer]!.has(item)) return item;
    }
    return null;
  };
}
