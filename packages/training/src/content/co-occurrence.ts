import type { SparseMatrix } from '../recommend/interactions.ts';
import type { Document } from './documents.ts';

/** Words at most this far apart are taken to be about each other: the length of a headline. */
export const WINDOW = 8;

/**
 * counts[i, j]: how often terms i and j stand within `WINDOW` words of each other, either way round. A category
 * stands beside every other term of its document. [terms, terms], symmetric.
 */
export function coOccurrence(
  documents: readonly Document[],
  index: ReadonlyMap<string, number>,
): SparseMatrix {
  const rows = Array.from({ length: index.size }, () => new Map<number, number>());
  const count = (a: number, b: number) => {
    rows[a]!.set(b, (rows[a]!.get(b) ?? 0) + 1);
    rows[b]!.set(a, (rows[b]!.get(a) ?? 0) + 1);
  };
  for (const { words, categories } of documents) {
    const numbers = words.map((word) => index.get(word) ?? -1);
    const classes = categories.flatMap((category) => index.get(category) ?? []);
    numbers.forEach((a, i) => {
      if (a < 0) return;
      for (let j = i + 1; j <= i + WINDOW && j < numbers.length; j++) {
        if (numbers[j]! >= 0) count(a, numbers[j]!);
      }
      for (const category of classes) count(a, category);
    });
    classes.forEach((a, i) => {
      for (const b of classes.slice(i + 1)) count(a, b);
    });
  }
  return sparseRows(rows);
}

/** Square; columns ascend within a row. */
export function sparseRows(rows: readonly ReadonlyMap<number, number>[]): SparseMatrix {
  const offsets = new Int32Array(rows.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  rows.forEach((row, i) => {
    for (const [column, value] of [...row].sort(([a], [b]) => a - b)) {
      columns.push(column);
      values.push(value);
    }
    offsets[i + 1] = columns.length;
  });
  return {
    rowCount: rows.length,
    columnCount: rows.length,
    offsets,
    columns: Int32Array.from(columns),
    values: Float32Array.from(values),
  };
}
