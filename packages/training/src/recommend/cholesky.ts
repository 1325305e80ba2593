/** Rows worked on together: a row that all of them need is then read from memory once, not once for each. */
const BLOCK = 64;

/**
 * The Cholesky factor L (lower, row-major [n, n]) of a symmetric positive definite matrix: A = L L'.
 * Reads the lower triangle of `matrix` and overwrites it; the rest is left. n^3 / 6 multiply-adds.
 * Throws a RangeError where the matrix is not positive definite.
 */
export function choleskyInPlace(matrix: Float64Array, n: number): void {
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(n, start + BLOCK);
    for (let j = 0; j < end; j++) {
      for (let i = Math.max(j, start); i < end; i++) {
        const sum = matrix[i * n + j]! - dot(matrix, i * n, j * n, j);
        if (i !== j) matrix[i * n + j] = sum / matrix[j * n + j]!;
        else if (sum > 0) matrix[i * n + i] = Math.sqrt(sum);
        else throw new RangeError('the matrix is not positive definite');
      }
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
  const rows = lowerInverse(matrix, n);
  const inverse = new Float64Array(n * n);
  // (L L')^-1 = M' M with M = L^-1: a sum of outer products of M's rows, which end at the diagonal.
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(n, start + BLOCK);
    for (let i = 0; i < end; i++) {
      for (let row = Math.max(i, start); row < end; row++) {
        addScaled(inverse, i * n, rows, row * n, rows[row * n + i]!, i + 1);
      }
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j]!;
  return inverse;
}

function lowerInverse(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(n, start + BLOCK);
    for (let k = 0; k < end; k++) {
      if (k >= start) {
        const diagonal = factor[k * n + k]!;
        for (let j = 0; j < k; j++) inverse[k * n + j]! /= diagonal;
        inverse[k * n + k] = 1 / diagonal;
      }
      for (let i = Math.max(k + 1, start); i < end; i++) {
        addScaled(inverse, i * n, inverse, k * n, -factor[i * n + k]!, k + 1);
      }
    }
  }
  return inverse;
}

/** Four sums at once: one alone would wait for each addition. */
function dot(matrix: Float64Array, a: number, b: number, length: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    first += matrix[a + k]! * matrix[b + k]!;
    second += matrix[a + k + 1]! * matrix[b + k + 1]!;
    third += matrix[a + k + 2]! * matrix[b + k + 2]!;
    fourth += matrix[a + k + 3]! * matrix[b + k + 3]!;
  }
  for (; k < length; k++) first += matrix[a + k]! * matrix[b + k]!;
  return first + second + third + fourth;
}

function addScaled(
  into: Float64Array,
  at: number,
  from: Float64Array,
  start: number,
  scale: number,
  length: number,
): void {
  for (let j = 0; j < length; j++) into[at + j]! += scale * from[start + j]!;
}
