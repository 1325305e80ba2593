/**
 * The Cholesky factor L (lower, row-major [n, n]) of a symmetric positive definite matrix: A = L L'.
 * Reads the lower triangle of `matrix` and overwrites it; the rest is left. n^3 / 6 multiply-adds.
 * Throws a RangeError where the matrix is not positive definite.
 */
export function choleskyInPlace(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      if (i !== j) matrix[i * n + j] = sum / matrix[j * n + j]!;
      else if (sum > 0) matrix[i * n + i] = Math.sqrt(sum);
      else throw new RangeError('the matrix is not positive definite');
    }
  }
}

/** Solves L L' x = b in place: `vector` [n] is b and becomes x. */
export function choleskySolveInPlace(factor: Float64Array, n: number, vector: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = vector[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * vector[k]!;
    vector[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    const x = vector[i]! / factor[i * n + i]!;
    vector[i] = x;
    // By rows of L, not columns: memory is read in order.
    for (let k = 0; k < i; k++) vector[k]! -= factor[i * n + k]! * x;
  }
}

/** The inverse [n, n] of a symmetric positive definite matrix, of which the lower triangle is overwritten. */
export function inverseOfPositiveDefinite(matrix: Float64Array, n: number): Float64Array {
  choleskyInPlace(matrix, n);
  const inverseFactor = lowerInverse(matrix, n);
  const inverse = new Float64Array(n * n);
  // (L L')^-1 = M' M with M = L^-1: a sum of outer products of M's rows, which end at the diagonal.
  for (let row = 0; row < n; row++) {
    for (let i = 0; i <= row; i++) {
      const scale = inverseFactor[row * n + i]!;
      if (scale === 0) continue;
      const into = i * n;
      const from = row * n;
      for (let j = 0; j <= i; j++) inverse[into + j]! += scale * inverseFactor[from + j]!;
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j]!;
  return inverse;
}

function lowerInverse(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let k = 0; k < i; k++) {
      const scale = factor[row + k]!;
      if (scale === 0) continue;
      for (let j = 0; j <= k; j++) inverse[row + j]! -= scale * inverse[k * n + j]!;
    }
    const diagonal = factor[row + i]!;
    for (let j = 0; j < i; j++) inverse[row + j]! /= diagonal;
    inverse[row + i] = 1 / diagonal;
  }
  return inverse;
}
