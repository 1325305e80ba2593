import { bucketRow, MISSING_ROW } from '../encode.ts';

/** Boundaries with an even grid over them that says where to look. */
export type BucketIndex = {
  readonly edges: Float64Array;
  readonly first: number;
  readonly last: number;
  readonly cellsPerUnit: number;
  /** By cell: how many boundaries lie at or before its start. */
  readonly starts: Uint16Array;
};

const CELLS = 256;

export function createBucketIndex(boundaries: readonly number[]): BucketIndex {
  const edges = Float64Array.from(boundaries);
  const first = edges[0] ?? Number.POSITIVE_INFINITY;
  const last = edges.at(-1) ?? Number.POSITIVE_INFINITY;
  const cellsPerUnit = last > first ? (CELLS - 1) / (last - first) : 0;
  const starts = Uint16Array.from({ length: CELLS }, (_, cell) =>
    cellsPerUnit > 0 ? bucketRow(edges, first + cell / cellsPerUnit) - 1 : 0,
  );
  return { edges, first, last, cellsPerUnit, starts };
}

/** What `bucketRow` gives, in a few steps whatever the number of boundaries. */
export function rowAt(index: BucketIndex, value: number): number {
  const { edges, first, last, cellsPerUnit, starts } = index;
  if (!(value >= first)) return Number.isNaN(value) ? MISSING_ROW : 1;
  if (value >= last) return edges.length + 1;
  let at = starts[((value - first) * cellsPerUnit) | 0]!;
  // The grid is rounded, the boundaries decide.
  while (at > 0 && edges[at - 1]! > value) at -= 1;
  while (edges[at]! <= value) at += 1;
  return at + 1;
}
