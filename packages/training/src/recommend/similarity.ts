import { z } from 'zod';
import type { SparseRows } from './interactions.ts';

/**
 * How alike two rows x and y of a sparse matrix are; sums run over the n columns that both have, but for
 * `cosine`, whose norms take all of each row (missing is zero).
 * - cosine: xy / (|x| |y|)
 * - common-cosine: xy / sqrt(sum x^2 sum y^2)
 * - pearson: the correlation of x and y
 * - pearson-baseline: common-cosine of what is left beside the baseline, times (n - 1) / (n - 1 + shrinkage)
 * - msd: 1 / (1 + mean (x - y)^2)
 * - jaccard: n / (columns that either has)
 */
export const similaritySchema = z.enum([
  'cosine',
  'common-cosine',
  'pearson',
  'pearson-baseline',
  'msd',
  'jaccard',
]);
export type Similarity = z.infer<typeof similaritySchema>;

export interface SimilarityOptions {
  readonly kind: Similarity;
  readonly shrinkage: number;
  /** Pairs with fewer common columns are unlike: 0. */
  readonly minSupport: number;
}

/** Sums over the common columns of one row with every other. */
class CommonSums {
  readonly n: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly xx: Float64Array;
  readonly yy: Float64Array;
  readonly xy: Float64Array;

  constructor(rowCount: number) {
    this.n = new Float64Array(rowCount);
    this.x = new Float64Array(rowCount);
    this.y = new Float64Array(rowCount);
    this.xx = new Float64Array(rowCount);
    this.yy = new Float64Array(rowCount);
    this.xy = new Float64Array(rowCount);
  }

  clear(): void {
    for (const sums of [this.n, this.x, this.y, this.xx, this.yy, this.xy]) sums.fill(0);
  }
}

/**
 * Calls `visit(row, similarities)` for each row; `similarities` [rowCount] is written anew for the next one,
 * and is 1 for the row itself.
 * `rows` is [rowCount, columnCount] and `transposed` the same matrix by columns; for `pearson-baseline`
 * both hold residuals. Work: the sum over columns of their length squared; memory: 7 numbers a row.
 */
export function visitSimilarities(
  rows: SparseRows,
  transposed: SparseRows,
  options: SimilarityOptions,
  visit: (row: number, similarities: Float64Array) => void,
): void {
  const norms = rowNorms(rows);
  const sums = new CommonSums(rows.rowCount);
  const similarities = new Float64Array(rows.rowCount);
  for (let row = 0; row < rows.rowCount; row++) {
    sums.clear();
    for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) {
      const column = rows.columns[e]!;
      const x = rows.values[e]!;
      for (let f = transposed.offsets[column]!; f < transposed.offsets[column + 1]!; f++) {
        const other = transposed.columns[f]!;
        const y = transposed.values[f]!;
        sums.n[other]!++;
        sums.x[other]! += x;
        sums.y[other]! += y;
        sums.xx[other]! += x * x;
        sums.yy[other]! += y * y;
        sums.xy[other]! += x * y;
      }
    }
    for (let other = 0; other < rows.rowCount; other++) {
      similarities[other] =
        sums.n[other]! < Math.max(1, options.minSupport)
          ? 0
          : similarityOf(rows, norms, sums, row, other, options);
    }
    similarities[row] = 1;
    visit(row, similarities);
  }
}

function similarityOf(
  rows: SparseRows,
  norms: Float64Array,
  { n, x, y, xx, yy, xy }: CommonSums,
  row: number,
  other: number,
  { kind, shrinkage }: SimilarityOptions,
): number {
  const count = n[other]!;
  switch (kind) {
    case 'cosine':
      return ratio(xy[other]!, norms[row]! * norms[other]!);
    case 'common-cosine':
      return ratio(xy[other]!, Math.sqrt(xx[other]! * yy[other]!));
    case 'pearson': {
      const covariance = count * xy[other]! - x[other]! * y[other]!;
      const spread = (count * xx[other]! - x[other]! ** 2) * (count * yy[other]! - y[other]! ** 2);
      return ratio(covariance, Math.sqrt(Math.max(0, spread)));
    }
    case 'pearson-baseline':
      return (
        ratio(xy[other]!, Math.sqrt(xx[other]! * yy[other]!)) *
        ratio(count - 1, count - 1 + shrinkage)
      );
    case 'msd':
      return 1 / (1 + (xx[other]! + yy[other]! - 2 * xy[other]!) / count);
    case 'jaccard':
      return ratio(count, length(rows, row) + length(rows, other) - count);
  }
}

function ratio(above: number, below: number): number {
  return below > 0 ? above / below : 0;
}

function length(rows: SparseRows, row: number): number {
  return rows.offsets[row + 1]! - rows.offsets[row]!;
}

function rowNorms(rows: SparseRows): Float64Array {
  return Float64Array.from({ length: rows.rowCount }, (_, row) => {
    let sum = 0;
    for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) sum += rows.values[e]! ** 2;
    return Math.sqrt(sum);
  });
}
