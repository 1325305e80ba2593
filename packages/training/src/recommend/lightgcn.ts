import { z } from 'zod';
import { dotRows, randomFactors } from './factors.ts';
import { type Interactions, rowsByItem, rowsByViewer, type SparseRows } from './interactions.ts';
import { negativeSampler } from './negative-items.ts';
import { recommenderMethod } from './recommender-method.ts';

const ADAM = { first: 0.9, second: 0.999, epsilon: 1e-8 };

/**
 * LightGCN: E = (E0 + A E0 + ... + A^layers E0) / (layers + 1), with A(v,i) = 1 / sqrt(d_v d_i) where v touched i;
 * x(v,i) = E_v . E_i; the BPR loss of a batch and penalty |E0|^2 / 2 of its rows, by Adam (He et al., SIGIR 2020). A is
 * symmetric, so the gradient with respect to E0 is the same propagation of that with respect to E. Work a
 * step: 4 x interactions x dim x layers; memory: 5 numbers a row and dimension, 8 bytes each.
 */
export const lightGcn = recommenderMethod({
  title: 'LightGCN',
  paper: 'He et al., SIGIR 2020',
  usesChance: true,
  settings: z.strictObject({
    dim: z.int().positive().default(64),
    layers: z.int().nonnegative().default(3),
    epochs: z.int().positive().default(60),
    batchSize: z.int().positive().default(8192),
    learningRate: z.number().positive().default(0.01),
    penalty: z.number().nonnegative().default(1e-4),
    initialDeviation: z.number().positive().default(0.1),
  }),
  fit(interactions, settings, { random }) {
    const { viewers, items, viewerCount, itemCount } = interactions;
    const { dim, batchSize, learningRate, penalty } = settings;
    const propagate = propagation(interactions, dim, settings.layers);
    const draw = negativeSampler(rowsByViewer(interactions), random);
    const start = randomFactors(viewerCount + itemCount, dim, settings.initialDeviation, random);
    const first = new Float64Array(start.length);
    const second = new Float64Array(start.length);
    const shrink = penalty / batchSize;
    const steps = settings.epochs * Math.ceil(items.length / batchSize);
    for (let step = 1; step <= steps; step++) {
      const final = propagate(start);
      const gradient = new Float64Array(start.length);
      const decay = new Float64Array(start.length);
      for (let draws = 0; draws < batchSize; draws++) {
        const e = Math.floor(random() * items.length);
        const v = viewers[e]!;
        const negative = draw(v);
        if (negative === null) continue;
        const [i, j] = [viewerCount + items[e]!, viewerCount + negative];
        const ahead = dotRows(final, v, final, i, dim) - dotRows(final, v, final, j, dim);
        const pull = -1 / ((1 + Math.exp(ahead)) * batchSize);
        for (let f = 0; f < dim; f++) {
          const a = v * dim + f;
          const b = i * dim + f;
          const c = j * dim + f;
          gradient[a]! += pull * (final[b]! - final[c]!);
          gradient[b]! += pull * final[a]!;
          gradient[c]! -= pull * final[a]!;
          decay[a]! += shrink * start[a]!;
          decay[b]! += shrink * start[b]!;
          decay[c]! += shrink * start[c]!;
        }
      }
      const back = propagate(gradient);
      const rate = (learningRate * Math.sqrt(1 - ADAM.second ** step)) / (1 - ADAM.first ** step);
      for (let at = 0; at < start.length; at++) {
        const slope = back[at]! + decay[at]!;
        first[at] = ADAM.first * first[at]! + (1 - ADAM.first) * slope;
        second[at] = ADAM.second * second[at]! + (1 - ADAM.second) * slope * slope;
        start[at]! -= (rate * first[at]!) / (Math.sqrt(second[at]!) + ADAM.epsilon);
      }
    }
    const final = propagate(start);
    const itemVectors = final.subarray(viewerCount * dim);
    return {
      score: (viewer) =>
        Float32Array.from({ length: itemCount }, (_, i) =>
          dotRows(final, viewer, itemVectors, i, dim),
        ),
      online: {
        kind: 'vectors',
        dim,
        vectors: Float32Array.from(itemVectors),
        historyVectors: shrunkByDegree(interactions, itemVectors, dim),
        foldIn: { kind: 'sum' },
      },
    };
  },
});

/** What one more layer would add to a viewer of these items, but for the viewer's own degree, which scales all. */
function shrunkByDegree(
  { items, itemCount }: Interactions,
  vectors: Float64Array,
  dim: number,
): Float32Array {
  const degrees = new Float64Array(itemCount);
  for (const item of items) degrees[item]!++;
  return Float32Array.from(
    vectors,
    (x, at) => x / Math.sqrt(Math.max(1, degrees[Math.floor(at / dim)]!)),
  );
}

/** E0 [viewers + items, dim] to the mean of its layers. */
export function propagation(
  interactions: Interactions,
  dim: number,
  layers: number,
): (start: Float64Array) => Float64Array {
  const { viewerCount, itemCount } = interactions;
  const sides = [rowsByViewer(interactions), rowsByItem(interactions)] as const;
  const shrink = new Float64Array(viewerCount + itemCount);
  for (const v of interactions.viewers) shrink[v]!++;
  for (const i of interactions.items) shrink[viewerCount + i]!++;
  for (let row = 0; row < shrink.length; row++)
    shrink[row] = 1 / Math.sqrt(Math.max(1, shrink[row]!));
  const scaleRows = (rows: Float64Array) => {
    for (let row = 0; row < shrink.length; row++) {
      const scale = shrink[row]!;
      for (let at = row * dim; at < (row + 1) * dim; at++) rows[at]! *= scale;
    }
  };
  const split = viewerCount * dim;
  return (start) => {
    const sum = start.slice();
    let layer = start.slice();
    for (let l = 0; l < layers; l++) {
      // A = S M S with M of ones and S = 1 / sqrt(degree): the edges themselves carry no weight.
      scaleRows(layer);
      const next = new Float64Array(layer.length);
      addNeighbours(sides[0], layer.subarray(split), next.subarray(0, split), dim);
      addNeighbours(sides[1], layer.subarray(0, split), next.subarray(split), dim);
      scaleRows(next);
      layer = next;
      for (let at = 0; at < sum.length; at++) sum[at]! += layer[at]!;
    }
    for (let at = 0; at < sum.length; at++) sum[at]! /= layers + 1;
    return sum;
  };
}

/** To each row of `into` the sum of the rows of `from` that it has entries for, four columns at a time. */
function addNeighbours(
  rows: SparseRows,
  from: Float64Array,
  into: Float64Array,
  dim: number,
): void {
  const { columns, offsets, rowCount } = rows;
  for (let row = 0; row < rowCount; row++) {
    const [begin, end] = [offsets[row]!, offsets[row + 1]!];
    for (let f = 0; f < dim; f += 4) {
      // Beyond the last column it adds up what is next in memory, and throws it away.
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let e = begin; e < end; e++) {
        const at = columns[e]! * dim + f;
        a += from[at]!;
        b += from[at + 1]!;
        c += from[at + 2]!;
        d += from[at + 3]!;
      }
      const sums = [a, b, c, d];
      for (let k = 0; k < 4 && f + k < dim; k++) into[row * dim + f + k] = sums[k]!;
    }
  }
}
