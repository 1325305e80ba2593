import type { AttentionMap } from '@placard/contracts';

/** The weights of one head by row and column, or (null) the mean of all heads. */
export function headOf({ heads, rows, columns }: AttentionMap, head: number | null): number[][] {
  const taken = head === null ? heads : heads.slice(head, head + 1);
  return rows.map((_row, r) =>
    columns.map((_column, c) => {
      const sum = taken.reduce((total, weights) => total + (weights[r]?.[c] ?? 0), 0);
      return taken.length > 0 ? sum / taken.length : 0;
    }),
  );
}
