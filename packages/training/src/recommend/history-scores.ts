import type { SparseRows } from './interactions.ts';

/** Adds up `row(i)` times its value over a viewer's history: the scores [itemCount] of a linear method. */
export function historyScores(
  histories: SparseRows,
  viewer: number,
  row: (item: number) => ArrayLike<number>,
): Float32Array {
  const scores = new Float32Array(histories.columnCount);
  for (let e = histories.offsets[viewer]!; e < histories.offsets[viewer + 1]!; e++) {
    const weights = row(histories.columns[e]!);
    const value = histories.values[e]!;
    for (let i = 0; i < scores.length; i++) scores[i]! += value * weights[i]!;
  }
  return scores;
}
