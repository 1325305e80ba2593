import type { Confusion } from './confusion.ts';

/** 2 TP / (2 TP + FP + FN): harmonic mean of precision and recall. Null when nothing is or is called a click. */
export function f1({ truePositives, falsePositives, falseNegatives }: Confusion): number | null {
  const whole = 2 * truePositives + falsePositives + falseNegatives;
  return whole === 0 ? null : (2 * truePositives) / whole;
}
