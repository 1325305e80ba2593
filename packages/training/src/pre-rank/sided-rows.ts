import type { FeatureMap, FeatureValues } from '@placard/contracts';
import { type FeatureEncoder, PRE_RANK_CROSS_FEATURES } from '@placard/ranking';

export const PARTS = ['request', 'ad', 'cross'] as const;
export type Part = (typeof PARTS)[number];

/** Which part of a pair each feature of a map belongs to; null for a cross feature the pre-ranker cannot read. */
export function partsOf(map: FeatureMap): (Part | null)[] {
  return map.features.map(({ name, side }) => {
    if (side === 'ad') return 'ad';
    if (side !== 'cross') return 'request';
    return PRE_RANK_CROSS_FEATURES.includes(name) ? 'cross' : null;
  });
}

/** The rows of one part of a pair in the stacked tables, each with its share of its cell's mean. */
export type PartRows = { readonly rows: readonly number[]; readonly shares: readonly number[] };

/** Reads parts of raw values; rows count over the stacked tables of all features. */
export function createPartReader(encoder: FeatureEncoder, parts: readonly (Part | null)[]) {
  const firstRows: number[] = [];
  let next = 0;
  for (const { rows } of encoder.features) {
    firstRows.push(next);
    next += rows;
  }
  const read = (values: FeatureValues, part: Part): PartRows => {
    const rows: number[] = [];
    const shares: number[] = [];
    encoder.features.forEach((feature, i) => {
      if (parts[i] !== part) return;
      const from = rows.length;
      feature.append(values[feature.name], rows);
      const share = 1 / (rows.length - from);
      for (let at = from; at < rows.length; at++) {
        rows[at]! += firstRows[i]!;
        shares.push(share);
      }
    });
    return { rows, shares };
  };
  return { read, rowCount: next };
}
