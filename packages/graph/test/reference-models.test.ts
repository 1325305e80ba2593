import { describe, expect, it } from 'vitest';
import {
  add,
  bceWithLogits,
  broadcastTo,
  concat,
  Graph,
  gemm,
  l2Normalise,
  linear,
  matmul,
  multiply,
  reduceSum,
  relu,
  reshape,
  scale,
  softmax,
  softmaxCrossEntropy,
  square,
  subtract,
  type Tensor,
} from '../src/index.ts';
import { randomSource, worstDisagreement } from './directional-derivative.ts';
import type { Feeds } from './run-graph.ts';

const BATCH = 24;

/** Collects tensors with random values, so that a model reads like its paper. */
class Workbench {
  readonly graph = new Graph();
  readonly trained: Tensor[] = [];
  readonly feeds: Record<string, Feeds[string]> = {};
  readonly #random = randomSource(11);

  trainable(name: string, dims: readonly number[], batched = false): Tensor {
    return this.#add(name, dims, batched, () => 0.5 * this.#random(), true);
  }

  fixed(name: string, dims: readonly number[], value: (index: number) => number): Tensor {
    return this.#add(name, dims, true, value, false);
  }

  logLoss(logits: Tensor): Tensor {
    const labels = this.fixed('labels', [1], (index) => (index % 3 === 0 ? 1 : 0));
    return bceWithLogits(
      logits,
      labels,
      this.fixed('weights', [1], (index) => 1 + (index % 2)),
    );
  }

  #add(
    name: string,
    dims: readonly number[],
    batched: boolean,
    value: (i: number) => number,
    trained: boolean,
  ) {
    const tensor = this.graph.input(name, batched ? ['B', ...dims] : dims);
    const runtime = batched ? [BATCH, ...dims] : [...dims];
    const length = runtime.reduce((total, size) => total * size, 1);
    this.feeds[name] = { data: Float64Array.from({ length }, (_, i) => value(i)), dims: runtime };
    if (trained) this.trained.push(tensor);
    return tensor;
  }
}

function layer(bench: Workbench, name: string, x: Tensor, out: number): Tensor {
  const width = x.shape[1] as number;
  return linear(
    x,
    bench.trainable(`${name}.weight`, [out, width]),
    bench.trainable(`${name}.bias`, [out]),
  );
}

function dcnV2(bench: Workbench): Tensor {
  const x0 = bench.trainable('embeddings', [24], true);
  let cross = x0;
  for (const depth of [0, 1])
    cross = add(multiply(x0, layer(bench, `cross${depth}`, cross, 24)), cross);
  let deep = x0;
  for (const [depth, width] of [16, 8].entries())
    deep = relu(layer(bench, `deep${depth}`, deep, width));
  return bench.logLoss(layer(bench, 'out', concat([cross, deep], 1), 1));
}

function deepFm(bench: Workbench): Tensor {
  const fields = bench.trainable('embeddings', [6, 8], true);
  const firstOrder = reduceSum(bench.trainable('linear', [6], true), [1], { keepDimensions: true });
  const pairs = subtract(square(reduceSum(fields, [1])), reduceSum(square(fields), [1]));
  const secondOrder = scale(reduceSum(pairs, [1], { keepDimensions: true }), 0.5);
  const deep = relu(layer(bench, 'deep', reshape(fields, ['B', 48]), 16));
  return bench.logLoss(add(add(firstOrder, secondOrder), layer(bench, 'out', deep, 1)));
}

function din(bench: Workbench): Tensor {
  const [length, width] = [10, 8];
  const candidate = bench.trainable('candidate', [width], true);
  const history = bench.trainable('history', [length, width], true);
  const mask = bench.fixed('mask', [length], (index) => (index % length >= 7 ? -1e9 : 0));
  const repeated = broadcastTo(reshape(candidate, ['B', 1, width]), ['B', length, width]);
  const pairs = concat(
    [repeated, history, subtract(repeated, history), multiply(repeated, history)],
    2,
  );
  const hidden = relu(layer(bench, 'attention', reshape(pairs, [`${length}*B`, 4 * width]), 16));
  const scores = reshape(layer(bench, 'score', hidden, 1), ['B', length]);
  const attention = softmax(add(scores, mask), 1);
  const interest = matmul(reshape(attention, ['B', 1, length]), history);
  return bench.logLoss(
    layer(bench, 'out', concat([candidate, reshape(interest, ['B', width])], 1), 1),
  );
}

function twoTower(bench: Workbench): Tensor {
  const viewer = l2Normalise(layer(bench, 'viewer', bench.trainable('viewers', [20], true), 12));
  const ad = l2Normalise(layer(bench, 'ad', bench.trainable('ads', [24], true), 12));
  const logits = scale(gemm(viewer, ad, { transposeB: true }), 10);
  const own = bench.graph.input('own', ['B', 'B']);
  bench.feeds.own = {
    data: Float64Array.from({ length: BATCH ** 2 }, (_, i) => (i % (BATCH + 1) === 0 ? 1 : 0)),
    dims: [BATCH, BATCH],
  };
  return softmaxCrossEntropy(
    logits,
    own,
    bench.fixed('weights', [], () => 1),
  );
}

describe('whole models agree with finite differences in every parameter and input', () => {
  it.each([
    ['DCN-v2 (arXiv:2008.13535)', dcnV2],
    ['DeepFM (arXiv:1703.04247)', deepFm],
    ['DIN attention (arXiv:1706.06978)', din],
    ['two towers with in-batch softmax', twoTower],
  ])('%s', async (_name, model) => {
    const bench = new Workbench();
    const loss = model(bench);
    expect(await worstDisagreement(loss, bench.trained, bench.feeds)).toBeLessThan(1e-6);
  });
});
