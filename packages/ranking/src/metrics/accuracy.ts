import type { Confusion } from './confusion.ts';

/** (TP + TN) / all: the share of rows that are called right. */
export function accuracy(counts: Confusion): number {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  const right = truePositives + trueNegatives;
  return right / (right + falsePositives + falseNegatives);
}
