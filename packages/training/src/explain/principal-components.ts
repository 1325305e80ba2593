/**
 * The two directions along which rows [count x dim] vary most, by power iteration on their covariance with
 * deflation; and where each row lies along them.
 */
export function principalComponents(
  rows: Float32Array,
  dim: number,
): {
  readonly points: readonly (readonly [number, number])[];
  readonly explained: [number, number];
} {
  const count = rows.length / dim;
  const mean = new Float64Array(dim);
  for (let i = 0; i < rows.length; i++) mean[i % dim]! += rows[i]! / count;
  const covariance = Array.from({ length: dim }, () => new Float64Array(dim));
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < dim; i++) {
      const x = rows[row * dim + i]! - mean[i]!;
      for (let j = 0; j < dim; j++) covariance[i]![j]! += x * (rows[row * dim + j]! - mean[j]!);
    }
  }
  const total = covariance.reduce((sum, values, i) => sum + values[i]!, 0);
  const axes = [0, 1].map(() => {
    const { direction, variance } = strongest(covariance);
    for (let i = 0; i < dim; i++) {
      for (let j = 0; j < dim; j++) {
        covariance[i]![j]! -= variance * direction[i]! * direction[j]!;
      }
    }
    return { direction, variance };
  });
  const along = (row: number, axis: number) =>
    axes[axis]!.direction.reduce(
      (sum, weight, i) => sum + weight * (rows[row * dim + i]! - mean[i]!),
      0,
    );
  const share = (axis: number) => (total > 0 ? Math.max(0, axes[axis]!.variance) / total : 0);
  return {
    points: Array.from({ length: count }, (_, row) => [along(row, 0), along(row, 1)] as const),
    explained: [share(0), share(1)],
  };
}

const ROUNDS = 300;
const STILL = 1e-12;

function strongest(matrix: readonly Float64Array[]) {
  const dim = matrix.length;
  // Any start that is not orthogonal to the answer will do; this one is the same every time.
  let direction = Float64Array.from({ length: dim }, (_, i) => 1 + (i % 7) / 10);
  let variance = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const next = Float64Array.from(matrix, (values) =>
      values.reduce((sum, value, i) => sum + value * direction[i]!, 0),
    );
    const length = Math.hypot(...next);
    if (length < STILL) return { direction: new Float64Array(dim), variance: 0 };
    direction = next.map((value) => value / length);
    if (Math.abs(length - variance) < STILL * length) break;
    variance = length;
  }
  return { direction, variance };
}
