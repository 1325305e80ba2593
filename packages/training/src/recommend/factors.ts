import { normalSample, type Random } from '@placard/domain';

/** [count, dim] row-major: a vector for each viewer or item, drawn from a normal around zero. */
export function randomFactors(
  count: number,
  dim: number,
  deviation: number,
  random: Random,
): Float64Array {
  return Float64Array.from({ length: count * dim }, () => deviation * normalSample(random));
}

export function dotRows(
  a: Float64Array,
  aRow: number,
  b: Float64Array,
  bRow: number,
  dim: number,
): number {
  let sum = 0;
  const from = aRow * dim;
  const other = bRow * dim;
  for (let f = 0; f < dim; f++) sum += a[from + f]! * b[other + f]!;
  return sum;
}

/** The numbers from `from` up to `to`, in a random order (Fisher and Yates). */
export function shuffled(from: number, to: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: to - from }, (_, i) => from + i);
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}
