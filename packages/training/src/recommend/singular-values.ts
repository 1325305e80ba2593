import { normalSample, type Random } from '@placard/domain';
import type { SparseMatrix } from './interactions.ts';

export interface SingularValues {
  readonly rank: number;
  /** [rank], descending. */
  readonly values: Float64Array;
  /** [rowCount, rank], row-major, orthonormal columns. */
  readonly left: Float64Array;
  /** [columnCount, rank], row-major, orthonormal columns. */
  readonly right: Float64Array;
}

/** Columns beyond the rank, and turns of the subspace: what makes the leading values exact to many digits. */
const OVERSAMPLING = 10;
const TURNS = 8;
const SWEEPS = 60;

/**
 * The `rank` largest singular values of a sparse matrix, A ~ left diag(values) right'. Subspace iteration
 * from a random start (Halko, Martinsson and Tropp, SIAM Review 2011), then one-sided Jacobi rotations
 * (Hestenes, 1958) on the small rest. With full rank it reproduces A.
 */
export function truncatedSvd(matrix: SparseMatrix, wanted: number, random: Random): SingularValues {
  const { rowCount, columnCount } = matrix;
  const smaller = Math.min(rowCount, columnCount);
  const rank = Math.min(wanted, smaller);
  const width = Math.min(rank + OVERSAMPLING, smaller);
  let right = columns(width, columnCount, () => normalSample(random));
  let left: Float64Array[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    left = orthonormal(right.map((column) => times(matrix, column)));
    right = left.map((column) => timesTransposed(matrix, column));
    if (turn < TURNS - 1) right = orthonormal(right);
  }
  const turned = rotateToOrthogonal(right, left);
  return sortedBySize(turned.right, turned.left, rank);
}

/** Rotates pairs of `right` until all are orthogonal, and `left` alike: left right' stays what it was. */
function rotateToOrthogonal(right: Float64Array[], left: Float64Array[]) {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < right.length; p++) {
      for (let q = p + 1; q < right.length; q++) {
        const [a, b, c] = [
          dot(right[p]!, right[p]!),
          dot(right[q]!, right[q]!),
          dot(right[p]!, right[q]!),
        ];
        if (Math.abs(c) <= 1e-14 * Math.sqrt(a * b) || c === 0) continue;
        rotated = true;
        const zeta = (b - a) / (2 * c);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const cosine = 1 / Math.sqrt(1 + tangent * tangent);
        rotate(right[p]!, right[q]!, cosine, cosine * tangent);
        rotate(left[p]!, left[q]!, cosine, cosine * tangent);
      }
    }
    if (!rotated) break;
  }
  return { right, left };
}

function sortedBySize(right: Float64Array[], left: Float64Array[], rank: number): SingularValues {
  const sizes = right.map((column) => Math.sqrt(dot(column, column)));
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[b]! - sizes[a]!);
  const kept = order.slice(0, rank);
  const pack = (from: Float64Array[], scale: (i: number) => number) => {
    const packed = new Float64Array(from[0]!.length * rank);
    kept.forEach((i, f) => {
      from[i]!.forEach((value, row) => {
        packed[row * rank + f] = value * scale(i);
      });
    });
    return packed;
  };
  return {
    rank,
    values: Float64Array.from(kept, (i) => sizes[i]!),
    left: pack(left, () => 1),
    right: pack(right, (i) => (sizes[i]! > 0 ? 1 / sizes[i]! : 0)),
  };
}

function times(matrix: SparseMatrix, vector: Float64Array): Float64Array {
  const out = new Float64Array(matrix.rowCount);
  for (let row = 0; row < matrix.rowCount; row++) {
    let sum = 0;
    for (let e = matrix.offsets[row]!; e < matrix.offsets[row + 1]!; e++) {
      sum += matrix.values[e]! * vector[matrix.columns[e]!]!;
    }
    out[row] = sum;
  }
  return out;
}

function timesTransposed(matrix: SparseMatrix, vector: Float64Array): Float64Array {
  const out = new Float64Array(matrix.columnCount);
  for (let row = 0; row < matrix.rowCount; row++) {
    const scale = vector[row]!;
    for (let e = matrix.offsets[row]!; e < matrix.offsets[row + 1]!; e++) {
      out[matrix.columns[e]!]! += matrix.values[e]! * scale;
    }
  }
  return out;
}

/** Gram-Schmidt, twice for accuracy; a column that depends on earlier ones becomes zero. */
function orthonormal(vectors: Float64Array[]): Float64Array[] {
  vectors.forEach((vector, p) => {
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (let q = 0; q < p; q++) addScaled(vector, vectors[q]!, -dot(vector, vectors[q]!));
    }
    const size = Math.sqrt(dot(vector, vector));
    const scale = size > 1e-12 * before ? 1 / size : 0;
    for (let i = 0; i < vector.length; i++) vector[i]! *= scale;
  });
  return vectors;
}

function rotate(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < x.length; i++) {
    const a = x[i]!;
    const b = y[i]!;
    x[i] = cosine * a - sine * b;
    y[i] = sine * a + cosine * b;
  }
}

function addScaled(into: Float64Array, from: Float64Array, scale: number): void {
  for (let i = 0; i < into.length; i++) into[i]! += scale * from[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function columns(count: number, length: number, value: () => number): Float64Array[] {
  return Array.from({ length: count }, () => Float64Array.from({ length }, value));
}
