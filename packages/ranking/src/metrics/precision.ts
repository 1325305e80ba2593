import type { Confusion } from './confusion.ts';

/** TP / (TP + FP): the share of called clicks that are clicks. Null when none is called. */
export function precision({ truePositives, falsePositives }: Confusion): number | null {
  const called = truePositives + falsePositives;
  return called === 0 ? null : truePositives / called;
}
