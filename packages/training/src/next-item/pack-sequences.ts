/** One sequence, or the end of it, at a place of its own in a row. */
export interface Segment {
  /** Position in the list that was packed. */
  readonly sequence: number;
  readonly length: number;
  /** First position in the row. */
  readonly start: number;
}

const OPEN_ROWS = 16;

/**
 * Lays short sequences side by side into rows of `rowLength` positions, first fit over a few open rows in
 * the given order. Most viewers have few items: padding each to the longest would waste most of the work.
 * A length above `rowLength` is cut to it.
 */
export function packSequences(
  lengths: ArrayLike<number>,
  order: ArrayLike<number>,
  rowLength: number,
): Segment[][] {
  const done: Segment[][] = [];
  const open: { used: number; segments: Segment[] }[] = [];
  for (let i = 0; i < order.length; i++) {
    const sequence = order[i]!;
    const length = Math.min(lengths[sequence]!, rowLength);
    if (length <= 0) continue;
    let row = open.find(({ used }) => used + length <= rowLength);
    if (!row) {
      if (open.length === OPEN_ROWS) done.push(open.shift()!.segments);
      row = { used: 0, segments: [] };
      open.push(row);
    }
    row.segments.push({ sequence, length, start: row.used });
    row.used += length;
  }
  return [...done, ...open.map(({ segments }) => segments)];
}
