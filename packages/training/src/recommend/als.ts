import { z } from 'zod';
import { choleskyInPlace, choleskySolveInPlace } from './cholesky.ts';
import { dotRows, randomFactors } from './factors.ts';
import { rowsByItem, rowsByViewer, type SparseRows } from './interactions.ts';
import { recommenderMethod } from './recommender-method.ts';

/**
 * Implicit-feedback matrix factorisation by alternating least squares: minimises the sum over all pairs of
 * c (p - x_v . y_i)^2 + penalty (|x|^2 + |y|^2), with p = 1 and c = 1 + confidence x value where v touched i,
 * p = 0 and c = 1 elsewhere (Hu, Koren and Volinsky, ICDM 2008). Viewers' vectors are drawn and solved first.
 */
export const als = recommenderMethod({
  title: 'Matrix factorisation (implicit ALS)',
  paper: 'Hu, Koren and Volinsky, ICDM 2008',
  usesChance: true,
  settings: z.strictObject({
    dim: z.int().positive().default(32),
    sweeps: z.int().positive().default(15),
    confidence: z.number().nonnegative().default(1),
    penalty: z.number().positive().default(10),
    initialDeviation: z.number().positive().default(0.1),
  }),
  fit(interactions, { dim, sweeps, confidence, penalty, initialDeviation }, { random }) {
    const histories = rowsByViewer(interactions);
    const audiences = rowsByItem(interactions);
    const x = randomFactors(interactions.viewerCount, dim, initialDeviation, random);
    const y = randomFactors(interactions.itemCount, dim, initialDeviation, random);
    for (let sweep = 0; sweep < sweeps; sweep++) {
      solveRows(histories, y, x, dim, confidence, penalty);
      solveRows(audiences, x, y, dim, confidence, penalty);
    }
    return {
      score: (viewer) =>
        Float32Array.from({ length: interactions.itemCount }, (_, i) =>
          dotRows(x, viewer, y, i, dim),
        ),
      online: {
        kind: 'vectors',
        dim,
        vectors: Float32Array.from(y),
        historyVectors: null,
        foldIn: { kind: 'ridge', confidence, penalty },
      },
    };
  },
});

/** Each row's vector given the `fixed` vectors of its columns: one symmetric system of `dim` a row. */
function solveRows(
  rows: SparseRows,
  fixed: Float64Array,
  solved: Float64Array,
  dim: number,
  confidence: number,
  penalty: number,
): void {
  const gram = new Float64Array(dim * dim);
  for (let start = 0; start < fixed.length; start += dim) addOuter(gram, fixed, start, dim, 1);
  for (let f = 0; f < dim; f++) gram[f * dim + f]! += penalty;
  const system = new Float64Array(dim * dim);
  for (let row = 0; row < rows.rowCount; row++) {
    system.set(gram);
    const vector = solved.subarray(row * dim, (row + 1) * dim);
    vector.fill(0);
    for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) {
      const start = rows.columns[e]! * dim;
      const extra = confidence * rows.values[e]!;
      addOuter(system, fixed, start, dim, extra);
      for (let f = 0; f < dim; f++) vector[f]! += (1 + extra) * fixed[start + f]!;
    }
    choleskyInPlace(system, dim);
    choleskySolveInPlace(system, dim, vector);
  }
}

/** The lower triangle is enough. */
function addOuter(
  into: Float64Array,
  factors: Float64Array,
  start: number,
  dim: number,
  scale: number,
): void {
  for (let a = 0; a < dim; a++) {
    const left = scale * factors[start + a]!;
    for (let b = 0; b <= a; b++) into[a * dim + b]! += left * factors[start + b]!;
  }
}
