import type { VectorModel } from '@placard/contracts';
import type { KnownItem } from './known-items.ts';
import { viewerTower } from './viewer-tower.ts';

/** Makes the vector [dim] of a viewer from known recent items, of which there is at least one. */
export type ViewerVector = (history: readonly KnownItem[]) => Float64Array;

export function foldIn(
  model: Pick<VectorModel, 'dim' | 'foldIn' | 'historyVectors' | 'vectors'>,
): ViewerVector {
  const { dim } = model;
  const from = model.historyVectors ?? model.vectors;
  if (model.foldIn.kind === 'two-tower') return viewerTower(from, dim, model.foldIn);
  if (model.foldIn.kind === 'nearest') return nearestCentre(from, dim, model.foldIn.squaredNorms);
  if (model.foldIn.kind === 'ridge') return ridgeFoldIn(from, dim, model.foldIn);
  const mean = model.foldIn.kind === 'mean';
  return (history) => {
    const vector = new Float64Array(dim);
    let total = 0;
    for (const { index, weight } of history) {
      total += weight;
      for (let f = 0; f < dim; f++) vector[f]! += weight * from[index * dim + f]!;
    }
    if (mean && total > 0) for (let f = 0; f < dim; f++) vector[f]! /= total;
    return vector;
  };
}

/** Of a history h scaled to length 1: the centre c with the least |c|^2 - 2 c.h, the lowest of equals. */
function nearestCentre(
  coordinates: Float32Array,
  dim: number,
  squaredNorms: readonly number[],
): ViewerVector {
  return (history) => {
    const length = Math.sqrt(history.reduce((sum, { weight }) => sum + weight * weight, 0));
    const distance = Float64Array.from(squaredNorms);
    for (const { index, weight } of history) {
      for (let c = 0; c < dim; c++) {
        distance[c]! -= (2 * weight * coordinates[index * dim + c]!) / length;
      }
    }
    const nearest = new Float64Array(dim);
    nearest[distance.indexOf(Math.min(...distance))] = 1;
    return nearest;
  };
}

/** Solves (Y'Y + penalty I + sum of (c - 1) y y') u = sum of c y; Y'Y once, a system of `dim` each time. */
function ridgeFoldIn(
  vectors: Float32Array,
  dim: number,
  { confidence, penalty }: { readonly confidence: number; readonly penalty: number },
): ViewerVector {
  const gram = new Float64Array(dim * dim);
  for (let start = 0; start < vectors.length; start += dim) {
    addOuter(gram, vectors, start, dim, 1);
  }
  for (let f = 0; f < dim; f++) gram[f * dim + f]! += penalty;
  return (history) => {
    const system = gram.slice();
    const right = new Float64Array(dim);
    for (const { index, weight } of history) {
      addOuter(system, vectors, index * dim, dim, confidence * weight);
      for (let f = 0; f < dim; f++) {
        right[f]! += (1 + confidence * weight) * vectors[index * dim + f]!;
      }
    }
    return solve(system, right, dim);
  };
}

function addOuter(
  into: Float64Array,
  vectors: Float32Array,
  start: number,
  dim: number,
  scale: number,
): void {
  for (let a = 0; a < dim; a++) {
    const x = scale * vectors[start + a]!;
    for (let b = 0; b < dim; b++) into[a * dim + b]! += x * vectors[start + b]!;
  }
}

/** Gaussian elimination; the matrix is positive definite, so no row need be swapped. */
function solve(matrix: Float64Array, right: Float64Array, dim: number): Float64Array {
  for (let p = 0; p < dim; p++) {
    for (let row = p + 1; row < dim; row++) {
      const scale = matrix[row * dim + p]! / matrix[p * dim + p]!;
      if (scale === 0) continue;
      for (let c = p; c < dim; c++) matrix[row * dim + c]! -= scale * matrix[p * dim + c]!;
      right[row]! -= scale * right[p]!;
    }
  }
  for (let row = dim - 1; row >= 0; row--) {
    for (let c = row + 1; c < dim; c++) right[row]! -= matrix[row * dim + c]! * right[c]!;
    right[row]! /= matrix[row * dim + row]!;
  }
  return right;
}
