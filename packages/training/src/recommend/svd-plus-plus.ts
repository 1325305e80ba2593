import { z } from 'zod';
import { dotRows, randomFactors, shuffled } from './factors.ts';
import { rowsByViewer, type SparseRows } from './interactions.ts';
import { forgetUnseen } from './matrix-factorisation.ts';
import { ratingMethod } from './rating-method.ts';

/**
 * SVD++: r(v,i) = mean + b_v + b_i + q_i . (p_v + |N(v)|^-1/2 sum of y_j over N(v)), where N(v) is what v
 * rated (Koren, KDD 2008), by stochastic gradient descent. Every y_j of N(v) moves by the same affine map at
 * each of v's ratings, y <- a y + s, so a rating costs O(dim) and not O(|N(v)| dim), with the same result.
 */
export const svdPlusPlus = ratingMethod({
  title: 'SVD++',
  paper: 'Koren, KDD 2008',
  usesChance: true,
  settings: z.strictObject({
    dim: z.int().positive().default(20),
    epochs: z.int().positive().default(20),
    learningRate: z.number().positive().default(0.007),
    decay: z.number().gt(0).max(1).default(1),
    penalty: z.number().nonnegative().default(0.02),
    biasPenalty: z.number().nonnegative().default(0.02),
    initialDeviation: z.number().nonnegative().default(0.1),
    /** Viewers, and each one's ratings, in a new order each epoch; otherwise in the order given. */
    shuffle: z.boolean().default(true),
  }),
  fit(ratings, settings, random) {
    const { dim, penalty, biasPenalty } = settings;
    const rows = rowsByViewer(ratings);
    const p = randomFactors(ratings.viewerCount, dim, settings.initialDeviation, random);
    const q = randomFactors(ratings.itemCount, dim, settings.initialDeviation, random);
    const y = randomFactors(ratings.itemCount, dim, settings.initialDeviation, random);
    forgetUnseen(ratings, dim, p, q);
    const viewerBias = new Float64Array(ratings.viewerCount);
    const itemBias = new Float64Array(ratings.itemCount);
    let mean = 0;
    for (const value of ratings.values) mean += value / ratings.values.length;
    const start = new Float64Array(dim);
    const shift = new Float64Array(dim);
    const implicit = new Float64Array(dim);

    let rate = settings.learningRate;
    for (let epoch = 0; epoch < settings.epochs; epoch++, rate *= settings.decay) {
      const viewers = settings.shuffle ? shuffled(0, rows.rowCount, random) : null;
      for (let turn = 0; turn < rows.rowCount; turn++) {
        const v = viewers ? viewers[turn]! : turn;
        const [from, to] = [rows.offsets[v]!, rows.offsets[v + 1]!];
        const norm = Math.sqrt(to - from);
        sumOfRows(rows, v, y, dim, start);
        shift.fill(0);
        let scale = 1;
        const order = settings.shuffle ? shuffled(from, to, random) : null;
        for (let e = from; e < to; e++) {
          const entry = order ? order[e - from]! : e;
          const i = rows.columns[entry]!;
          let predicted = mean + viewerBias[v]! + itemBias[i]!;
          const [pFrom, qFrom] = [v * dim, i * dim];
          for (let f = 0; f < dim; f++) {
            implicit[f] = (scale * start[f]! + (to - from) * shift[f]!) / norm;
            predicted += q[qFrom + f]! * (p[pFrom + f]! + implicit[f]!);
          }
          const error = rows.values[entry]! - predicted;
          viewerBias[v]! += rate * (error - biasPenalty * viewerBias[v]!);
          itemBias[i]! += rate * (error - biasPenalty * itemBias[i]!);
          const keep = 1 - rate * penalty;
          scale *= keep;
          for (let f = 0; f < dim; f++) {
            const pf = p[pFrom + f]!;
            const qf = q[qFrom + f]!;
            p[pFrom + f] = pf + rate * (error * qf - penalty * pf);
            q[qFrom + f] = qf + rate * (error * (pf + implicit[f]!) - penalty * qf);
            shift[f] = keep * shift[f]! + (rate * error * qf) / norm;
          }
        }
        for (let e = from; e < to; e++) {
          const yFrom = rows.columns[e]! * dim;
          for (let f = 0; f < dim; f++) y[yFrom + f] = scale * y[yFrom + f]! + shift[f]!;
        }
      }
    }
    addImplicit(rows, y, dim, p);
    return {
      predict: (v, i) => mean + viewerBias[v]! + itemBias[i]! + dotRows(p, v, q, i, dim),
    };
  },
});

/** The sum of `factors` over the columns of a row, into `sum` [dim]. */
function sumOfRows(
  rows: SparseRows,
  row: number,
  factors: Float64Array,
  dim: number,
  sum: Float64Array,
): void {
  sum.fill(0);
  for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) {
    const from = rows.columns[e]! * dim;
    for (let f = 0; f < dim; f++) sum[f]! += factors[from + f]!;
  }
}

/** p_v becomes p_v + |N(v)|^-1/2 sum of y_j. */
function addImplicit(rows: SparseRows, y: Float64Array, dim: number, p: Float64Array): void {
  const sum = new Float64Array(dim);
  for (let v = 0; v < rows.rowCount; v++) {
    const count = rows.offsets[v + 1]! - rows.offsets[v]!;
    if (count === 0) continue;
    sumOfRows(rows, v, y, dim, sum);
    for (let f = 0; f < dim; f++) p[v * dim + f]! += sum[f]! / Math.sqrt(count);
  }
}
