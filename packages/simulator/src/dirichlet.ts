import { gammaSample, type Random } from '@placard/domain';

/** A point on the simplex of `size` topics; a low `concentration` gives few strong topics. */
export function dirichletSample(size: number, concentration: number, random: Random): number[] {
  // Tiny shapes can underflow to 0 everywhere; the floor keeps the sum positive.
  const draws = Array.from({ length: size }, () =>
    Math.max(gammaSample(concentration, random), Number.MIN_VALUE * 2 ** 52),
  );
  const sum = draws.reduce((a, b) => a + b, 0);
  return draws.map((draw) => draw / sum);
}

/** An index drawn with probability proportional to its weight. @throws RangeError when no weight is positive. */
export function weightedIndex(weights: readonly number[], random: Random): number {
  const total = weights.reduce((a, b) => a + b, 0);
  if (!(total > 0)) throw new RangeError('no weight is positive');
  let left = random() * total;
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.findLastIndex((weight) => weight > 0);
}

export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
