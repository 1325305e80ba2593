import { describe, expect, it } from 'vitest';
import {
  add,
  bceWithLogits,
  broadcastLike,
  broadcastTo,
  concat,
  divide,
  exp,
  Graph,
  gelu,
  gemm,
  l2Normalise,
  layerNormalise,
  linear,
  log,
  logSoftmax,
  logSumExpOfProducts,
  matmul,
  multiply,
  negate,
  pad,
  reduceMean,
  reduceSum,
  relu,
  repeatRows,
  reshape,
  type Shape,
  scale,
  shift,
  sigmoid,
  silu,
  slice,
  softmax,
  softmaxCrossEntropy,
  softplus,
  sqrt,
  square,
  squeeze,
  subtract,
  type Tensor,
  tanh,
  toeplitz,
  transpose,
  unsqueeze,
} from '../src/index.ts';
import { product } from '../src/shape.ts';
import { randomSource, worstDisagreement } from './directional-derivative.ts';
import type { Feeds } from './run-graph.ts';

const BATCH = 5;

type Operand = Shape | { readonly shape: Shape; readonly positive: true };

async function disagreement(
  operands: readonly Operand[],
  build: (graph: Graph, ...tensors: Tensor[]) => Tensor,
): Promise<number> {
  const graph = new Graph();
  const random = randomSource(operands.length);
  const feeds: Record<string, Feeds[string]> = {};
  const tensors = operands.map((operand, index) => {
    const positive = 'positive' in operand;
    const shape = positive ? operand.shape : operand;
    const dims = runtimeDims(shape);
    const data = Float64Array.from({ length: sizeOf(dims) }, () =>
      positive ? 0.8 + Math.abs(random()) : random() + Math.sign(random()) * 0.1,
    );
    feeds[`x${index}`] = { data, dims };
    return graph.input(`x${index}`, shape);
  });

  // The loss, sum((y^2 + y) * fixed weights), has a different slope in every coordinate of y.
  const value = build(graph, ...tensors);
  const dims = runtimeDims(value.shape);
  const weights = graph.input('weights', value.shape);
  const data = Float64Array.from({ length: sizeOf(dims) }, (_, i) => 0.3 + ((i * 7) % 11) / 11);
  const loss = reduceSum(multiply(add(square(value), value), weights));
  return worstDisagreement(loss, tensors, { ...feeds, weights: { data, dims } });
}

function runtimeDims(shape: Shape): number[] {
  return shape.map((size) => Number(product([String(size).replace('B', String(BATCH))])));
}

function sizeOf(dims: readonly number[]): number {
  return dims.reduce((total, size) => total * size, 1);
}

const cases: [string, readonly Operand[], (graph: Graph, ...t: Tensor[]) => Tensor][] = [
  [
    'repeatRows, of a matrix',
    [
      [1, 4],
      ['B', 3],
    ],
    (_, x, like) => concat([repeatRows(x!, like!), like!], 1),
  ],
  [
    'repeatRows, of a sequence',
    [
      [1, 3, 2],
      ['B', 3, 2],
    ],
    (_, x, like) => multiply(repeatRows(x!, like!), like!),
  ],
  [
    'add',
    [
      ['B', 3],
      ['B', 3],
    ],
    (_, a, b) => add(a!, b!),
  ],
  ['add, row broadcast', [['B', 3], [3]], (_, a, b) => add(a!, b!)],
  [
    'add, column broadcast',
    [
      ['B', 1],
      ['B', 3],
    ],
    (_, a, b) => add(a!, b!),
  ],
  [
    'add, both broadcast',
    [
      ['B', 1, 4],
      [3, 1],
    ],
    (_, a, b) => add(a!, b!),
  ],
  ['subtract, scalar broadcast', [[], ['B', 3]], (_, a, b) => subtract(a!, b!)],
  [
    'subtract',
    [
      ['B', 2, 3],
      [2, 1],
    ],
    (_, a, b) => subtract(a!, b!),
  ],
  [
    'multiply, batch broadcast',
    [
      [1, 3],
      ['B', 3],
    ],
    (_, a, b) => multiply(a!, b!),
  ],
  ['multiply by itself', [['B', 3]], (_, a) => multiply(a!, a!)],
  ['divide', [['B', 3], { shape: ['B', 1], positive: true }], (_, a, b) => divide(a!, b!)],
  ['divide, scalar by row', [[], { shape: [3], positive: true }], (_, a, b) => divide(a!, b!)],
  ['negate', [['B', 3]], (_, a) => negate(a!)],
  ['exp', [['B', 3]], (_, a) => exp(a!)],
  ['log', [{ shape: ['B', 3], positive: true }], (_, a) => log(a!)],
  ['sqrt', [{ shape: ['B', 3], positive: true }], (_, a) => sqrt(a!)],
  ['scale and shift', [['B', 3]], (_, a) => shift(scale(a!, 1.7), -0.4)],
  ['relu', [['B', 3]], (_, a) => relu(a!)],
  ['sigmoid', [['B', 3]], (_, a) => sigmoid(a!)],
  ['tanh', [['B', 3]], (_, a) => tanh(a!)],
  ['softplus', [['B', 3]], (_, a) => softplus(a!)],
  ['linear', [['B', 4], [3, 4], [3]], (_, x, w, b) => linear(x!, w!, b!)],
  [
    'gemm',
    [
      ['B', 4],
      [4, 3],
    ],
    (_, a, b) => gemm(a!, b!),
  ],
  [
    "gemm a'",
    [
      ['B', 4],
      ['B', 3],
    ],
    (_, a, b) => gemm(a!, b!, { transposeA: true }),
  ],
  [
    "gemm b'",
    [
      ['B', 4],
      [3, 4],
    ],
    (_, a, b) => gemm(a!, b!, { transposeB: true }),
  ],
  [
    "gemm a'b'",
    [
      [4, 2],
      [3, 4],
    ],
    (_, a, b) => gemm(a!, b!, { transposeA: true, transposeB: true }),
  ],
  [
    'matmul, batched',
    [
      ['B', 2, 4],
      ['B', 4, 3],
    ],
    (_, a, b) => matmul(a!, b!),
  ],
  [
    'matmul, batch broadcast',
    [
      ['B', 2, 2, 4],
      ['B', 1, 4, 3],
    ],
    (_, a, b) => matmul(a!, b!),
  ],
  [
    'matmul, shared right',
    [
      ['B', 2, 4],
      [4, 3],
    ],
    (_, a, b) => matmul(a!, b!),
  ],
  [
    'matmul, shared left',
    [
      [2, 4],
      ['B', 4, 3],
    ],
    (_, a, b) => matmul(a!, b!),
  ],
  [
    'concat',
    [
      ['B', 2],
      ['B', 1],
      ['B', 3],
    ],
    (_, ...parts) => concat(parts, 1),
  ],
  [
    'concat, first axis',
    [
      [2, 3],
      [1, 3],
    ],
    (_, ...parts) => concat(parts, 0),
  ],
  ['slice', [['B', 5]], (_, a) => slice(a!, 1, 1, 4)],
  ['slices that overlap', [['B', 5]], (_, a) => add(slice(a!, 1, 0, 3), slice(a!, 1, 2, 5))],
  ['pad', [['B', 3]], (_, a) => pad(a!, -1, 2, 1)],
  ['reshape', [['B', 6]], (_, a) => reshape(a!, ['B', 2, 3])],
  ['reshape, batch moves', [['B', 2, 3]], (_, a) => reshape(a!, ['2*B', 3])],
  ['unsqueeze', [['B', 3]], (_, a) => unsqueeze(a!, [1, 3])],
  ['squeeze', [['B', 1, 3, 1]], (_, a) => squeeze(a!, [1, -1])],
  ['transpose', [['B', 2, 3]], (_, a) => transpose(a!, [2, 0, 1])],
  ['broadcastTo', [['B', 1, 2]], (_, a) => broadcastTo(a!, ['B', 3, 2])],
  [
    'broadcastLike',
    [
      [1, 2],
      ['B', 2],
    ],
    (_, a, b) => multiply(broadcastLike(a!, b!), b!),
  ],
  ['reduceSum', [['B', 2, 3]], (_, a) => reduceSum(a!, [1])],
  ['reduceSum, kept', [['B', 2, 3]], (_, a) => reduceSum(a!, [0, 2], { keepDimensions: true })],
  ['reduceSum, all', [['B', 3]], (_, a) => reduceSum(a!)],
  ['reduceMean', [['B', 2, 3]], (_, a) => reduceMean(a!, [-1])],
  ['reduceMean, batch', [['B', 3]], (_, a) => reduceMean(a!, [0])],
  ['reduceMean, all', [['B', 3]], (_, a) => reduceMean(a!)],
  ['softmax', [['B', 4]], (_, a) => softmax(a!, -1)],
  ['softmax, inner axis', [['B', 4, 2]], (_, a) => softmax(a!, 1)],
  ['logSoftmax', [['B', 4]], (_, a) => logSoftmax(a!, 1)],
  ['gelu', [['B', 3]], (_, a) => gelu(a!)],
  ['silu', [['B', 3]], (_, a) => silu(a!)],
  ['toeplitz', [[2, 6]], (_, a) => toeplitz(a!)],
  [
    'logSumExpOfProducts',
    [
      ['B', 3],
      [7, 3],
    ],
    (_, a, b) => logSumExpOfProducts(a!, b!),
  ],
  ['l2Normalise', [['B', 4]], (_, a) => l2Normalise(a!)],
  ['layerNormalise', [['B', 6], [6], [6]], (_, x, g, o) => layerNormalise(x!, g!, o!)],
  [
    'bceWithLogits',
    [['B', 1], ['B', 1], { shape: ['B', 1], positive: true }],
    (_, z, y, w) => bceWithLogits(z!, y!, w!),
  ],
  [
    'softmaxCrossEntropy',
    [['B', 4], ['B', 4], { shape: ['B'], positive: true }],
    (_, z, t, w) => softmaxCrossEntropy(z!, t!, w!),
  ],
];

describe('every operator agrees with finite differences', () => {
  it.each(cases)('%s', async (_name, operands, build) => {
    expect(await disagreement(operands, build)).toBeLessThan(1e-6);
  });
});

it('a wrong gradient is noticed', async () => {
  const wrong = (graph: Graph, x: Tensor) =>
    graph.differentiable(graph.node('Tanh', [x], x.shape), [
      { input: x, gradient: (g) => multiply(g, sigmoid(x)) },
    ]);
  const worst = await disagreement([['B', 3]], (graph, x) => wrong(graph, x!));
  expect(worst).toBeGreaterThan(0.1);
});
