import type { Confusion } from './confusion.ts';

/** TP / (TP + FN): the share of clicks that are called. Null without clicks. */
export function recall({ truePositives, falseNegatives }: Confusion): number | null {
  const clicks = truePositives + falseNegatives;
  return clicks === 0 ? null : truePositives / clicks;
}
