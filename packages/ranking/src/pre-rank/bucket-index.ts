import { bucketRow, MISSING_ROW } from '../encode.ts';

export type BucketIndex = (value: number) => number;

const CELLS = 256;

/**
 * What `bucketRow` gives, in a few steps whatever the number of boundaries: an even grid over them says where
 * to look, the boundaries themselves decide.
 */
export function createBucketIndex(boundaries: readonly number[]): BucketIndex {
  const edges = Float64Array.from(boundaries);
  const first = edges[0];
  const last = edges.at(-1);
  if (first === undefined || last === undefined || !(last > first)) {
    return (value) => bucketRow(edges, value);
  }
  const scale = (CELLS - 1) / (last - first);
  const starts = Uint16Array.from(
    { length: CELLS },
    (_, cell) => bucketRow(edges, first + cell / scale) - 1,
  );
  const count = edges.length;
  return (value) => {
    if (!(value >= first)) return Number.isNaN(value) ? MISSING_ROW : 1;
    if (value >= last) return count + 1;
    let at = starts[((value - first) * scale) | 0]!;
    while (at > 0 && edges[at - 1]! > value) at -= 1;
    while (at < count && edges[at]! <= value) at += 1;
    return at + 1;
  };
}
