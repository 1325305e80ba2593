import { z } from 'zod';
import { type Baseline, fitBaseline } from './baseline.ts';
import { type Interactions, rowsByItem, rowsByViewer, type SparseRows } from './interactions.ts';
import { type RatingMethod, type RatingPredictor, ratingMethod } from './rating-method.ts';
import { type Similarity, similaritySchema, visitSimilarities } from './similarity.ts';

type Side = 'viewer' | 'item';
type Centre = 'none' | 'mean' | 'baseline';

interface Settings {
  readonly neighbours: number;
  readonly minNeighbours: number;
  readonly similarity: Similarity;
  readonly shrinkage: number;
  readonly minSupport: number;
  readonly centre: Centre;
}

/** Viewers who rated alike: the neighbours are viewers (Resnick et al., CSCW 1994). */
export const userNeighbourRatings = neighbourRatings('viewer', {
  title: 'User-based neighbours',
  paper: 'Resnick et al., CSCW 1994',
  similarity: 'pearson',
  centre: 'mean',
});

/** Items that were rated alike: the neighbours are items (Sarwar et al., WWW 2001). */
export const itemNeighbourRatings = neighbourRatings('item', {
  title: 'Item-based neighbours',
  paper: 'Sarwar et al., WWW 2001',
  similarity: 'common-cosine',
  centre: 'mean',
});

/** Item neighbours around a baseline, by shrunk correlation (Koren, TKDD 2010, section 2.2). */
export const knnBaseline = neighbourRatings('item', {
  title: 'k-NN baseline',
  paper: 'Koren, TKDD 2010',
  similarity: 'pearson-baseline',
  centre: 'baseline',
});

/**
 * r(v,i) = c(v,i) + sum of s (r' - c') / sum of s over the `neighbours` most similar rows that have the
 * column, those with s > 0; c is 0, the row's mean, or the baseline. Below `minNeighbours` it is c, or
 * the overall mean where c is 0. Memory: 4 bytes a pair of rows.
 */
function neighbourRatings(
  side: Side,
  defaults: { title: string; paper: string; similarity: Similarity; centre: Centre },
): RatingMethod {
  return ratingMethod({
    title: defaults.title,
    paper: defaults.paper,
    usesChance: false,
    settings: z.strictObject({
      neighbours: z.int().positive().default(40),
      minNeighbours: z.int().positive().default(1),
      similarity: similaritySchema.default(defaults.similarity),
      shrinkage: z.number().nonnegative().default(100),
      minSupport: z.int().positive().default(1),
      centre: z.enum(['none', 'mean', 'baseline']).default(defaults.centre),
    }),
    fit: (ratings, settings) => fitNeighbours(ratings, side, settings),
  });
}

function fitNeighbours(ratings: Interactions, side: Side, settings: Settings): RatingPredictor {
  const [rows, columns] =
    side === 'viewer'
      ? [rowsByViewer(ratings), rowsByItem(ratings)]
      : [rowsByItem(ratings), rowsByViewer(ratings)];
  const fitted = fitBaseline(ratings);
  const similarities = allSimilarities(rows, columns, side, fitted, settings);
  const centreOf = centring(rows, side, fitted, settings.centre);
  return {
    predict(viewer, item) {
      const [row, column] = side === 'viewer' ? [viewer, item] : [item, viewer];
      const near: { similarity: number; rest: number }[] = [];
      for (let e = columns.offsets[column]!; e < columns.offsets[column + 1]!; e++) {
        const other = columns.columns[e]!;
        const similarity = similarities[row * rows.rowCount + other]!;
        if (!(similarity > 0)) continue;
        near.push({ similarity, rest: columns.values[e]! - centreOf(other, column) });
      }
      near.sort((a, b) => b.similarity - a.similarity);
      let above = 0;
      let below = 0;
      for (const { similarity, rest } of near.slice(0, settings.neighbours)) {
        above += similarity * rest;
        below += similarity;
      }
      const known = Math.min(near.length, settings.neighbours) >= settings.minNeighbours;
      if (settings.centre === 'none') return known ? above / below : fitted.mean;
      return centreOf(row, column) + (known ? above / below : 0);
    },
  };
}

/** [rows, rows], row-major. */
function allSimilarities(
  rows: SparseRows,
  columns: SparseRows,
  side: Side,
  fitted: Baseline,
  { similarity: kind, shrinkage, minSupport }: Settings,
): Float32Array {
  const all = new Float32Array(rows.rowCount * rows.rowCount);
  const rest = (matrix: SparseRows, matrixSide: Side) =>
    kind === 'pearson-baseline' ? residuals(matrix, matrixSide, fitted) : matrix;
  visitSimilarities(
    rest(rows, side),
    rest(columns, side === 'viewer' ? 'item' : 'viewer'),
    { kind, shrinkage, minSupport },
    (row, similarities) => all.set(similarities, row * rows.rowCount),
  );
  return all;
}

/** Each rating less its baseline. */
function residuals(rows: SparseRows, side: Side, fitted: Baseline): SparseRows {
  const values = rows.values.slice();
  const bias = biasOf(side, fitted);
  for (let row = 0; row < rows.rowCount; row++) {
    for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) {
      values[e]! -= bias(row, rows.columns[e]!);
    }
  }
  return { ...rows, values };
}

function biasOf(side: Side, { mean, viewerBias, itemBias }: Baseline) {
  return side === 'viewer'
    ? (row: number, column: number) => mean + viewerBias[row]! + itemBias[column]!
    : (row: number, column: number) => mean + itemBias[row]! + viewerBias[column]!;
}

function centring(
  rows: SparseRows,
  side: Side,
  fitted: Baseline,
  centre: Centre,
): (row: number, column: number) => number {
  if (centre === 'none') return () => 0;
  if (centre === 'baseline') return biasOf(side, fitted);
  const means = Float64Array.from({ length: rows.rowCount }, (_, row) => {
    const [from, to] = [rows.offsets[row]!, rows.offsets[row + 1]!];
    let sum = 0;
    for (let e = from; e < to; e++) sum += rows.values[e]!;
    return from === to ? fitted.mean : sum / (to - from);
  });
  return (row) => means[row]!;
}
