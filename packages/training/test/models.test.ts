import { hyperparametersSchema, type ModelKind } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { bceWithLogits, encodeModel, exportModel, Graph, type Tensor } from '@placard/graph';
import { randomSource, worstDisagreement } from '@placard/graph/gradient-check';
import { auc } from '@placard/ranking';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { range, type TrainingData } from '../src/dataset/training-data.ts';
import { LogitSession } from '../src/engines/ort/logit-session.ts';
import { trainOnOrt } from '../src/engines/ort/train.ts';
import { batchNormalise } from '../src/models/batch-normalise.ts';
import { buildScoringGraph, type ModelShape } from '../src/models/build-graph.ts';
import { GRAPH_KINDS, modelDefinition } from '../src/models/catalogue.ts';
import type { ModelContext } from '../src/models/model-definition.ts';

const SIDES = ['context', 'viewer', 'ad'] as const;
const BATCH = 7;
const SMALL = {
  embeddingDim: 4,
  hidden: [12, 8],
  attentionDim: 6,
  experts: 2,
  crossRank: 3,
};

function shapeOf(kind: ModelKind, change: Record<string, unknown> = {}): ModelShape {
  return {
    definition: modelDefinition(kind),
    hyperparameters: hyperparametersSchema.parse({ ...SMALL, ...change }),
    featureCount: SIDES.length,
    sides: SIDES,
  };
}

function values(dims: readonly number[], random: () => number) {
  const length = dims.reduce((total, size) => total * size, 1);
  return { data: Float64Array.from({ length }, () => 0.7 * random()), dims };
}

describe('gradients agree with finite differences in every parameter and embedding', () => {
  it.each([
    ...GRAPH_KINDS.map((kind) => [kind, 'none'] as const),
    ['dnn', 'layer'] as const,
    ['dnn', 'batch'] as const,
  ])('%s, normalisation %s', async (kind, normalisation) => {
    const { definition, hyperparameters, featureCount } = shapeOf(kind, { normalisation });
    const graph = new Graph();
    const inputs = definition
      .embeddingInputs(hyperparameters, featureCount)
      .map(({ input, dim }) => graph.input(input, ['B', featureCount * dim]));
    const context: ModelContext = {
      graph,
      featureCount,
      sides: SIDES,
      hyperparameters,
      embedding: (name) => inputs.find((input) => input.name === name) as Tensor,
      sequences: [],
      dropout: (_, x) => x,
      batchNormalise: (name, x) => batchNormalise(graph, name, x, true).normalised,
    };
    const scores = definition.scores?.(context) ?? { logit: definition.logit(context) };
    const labels = graph.input('labels', ['B', 1]);
    const weights = graph.input('weights', ['B', 1]);
    const wanted = [
      ...inputs,
      ...graph.parameters.flatMap(({ tensor, follows }) => (follows ? [] : [tensor])),
    ];
    // Values at which no ReLU lies within a finite difference of its kink.
    const random = randomSource(4);
    const feeds = Object.fromEntries(
      wanted.map(({ name, shape }) => [
        name,
        values(
          shape.map((size) => (size === 'B' ? BATCH : Number(size))),
          random,
        ),
      ]),
    );
    const column = (of: (i: number) => number) => ({
      data: Float64Array.from({ length: BATCH }, (_, i) => of(i)),
      dims: [BATCH, 1],
    });
    const loss =
      definition.loss?.(scores, { labels, weights }) ??
      bceWithLogits(scores.logit, labels, weights);
    const worst = await worstDisagreement(loss, wanted, {
      ...feeds,
      labels: column((i) => i % 2),
      weights: column((i) => 1 + i),
    });
    expect(worst).toBeLessThan(1e-6);
  });
});

async function logits(shape: ModelShape, feeds: Record<string, Float64Array>): Promise<number[]> {
  const { graph, embeddings, parameters } = buildScoringGraph(shape);
  const zeros = new Map(
    parameters.map(({ tensor }) => [
      tensor.name,
      new Float32Array(tensor.shape.reduce<number>((total, size) => total * Number(size), 1)).fill(
        0.25,
      ),
    ]),
  );
  const session = await ort.InferenceSession.create(
    encodeModel(exportModel(graph, { parameters: zeros })),
  );
  try {
    const { logit } = await session.run(
      Object.fromEntries(
        embeddings.map(({ name, shape: [, width] }) => [
          name,
          new ort.Tensor('float32', Float32Array.from(feeds[name]!), [BATCH, Number(width)]),
        ]),
      ),
    );
    return Array.from(logit?.data as Float32Array);
  } finally {
    await session.release();
  }
}

describe('factorisation machines agree with the double loop of their definition', () => {
  const random = randomSource(5);
  const F = SIDES.length;
  const K = SMALL.embeddingDim;
  const linear = values([BATCH * F], random).data;
  const bias = 0.25;

  it('FM: every pair of features once', async () => {
    const v = values([BATCH * F * K], random).data;
    const expected = Array.from({ length: BATCH }, (_, b) => {
      let sum = bias;
      for (let i = 0; i < F; i++) {
        sum += linear[b * F + i]!;
        for (let j = i + 1; j < F; j++) {
          for (let k = 0; k < K; k++) sum += v[(b * F + i) * K + k]! * v[(b * F + j) * K + k]!;
        }
      }
      return sum;
    });
    const actual = await logits(shapeOf('fm'), { embedding: v, linear });
    actual.forEach((value, b) => {
      expect(value).toBeCloseTo(expected[b]!, 5);
    });
  });

  it('FFM: each feature shows each other feature a vector of its own', async () => {
    const v = values([BATCH * F * F * K], random).data;
    const at = (b: number, i: number, j: number, k: number) => v[((b * F + i) * F + j) * K + k]!;
    const expected = Array.from({ length: BATCH }, (_, b) => {
      let sum = bias;
      for (let i = 0; i < F; i++) {
        sum += linear[b * F + i]!;
        for (let j = i + 1; j < F; j++) {
          for (let k = 0; k < K; k++) sum += at(b, i, j, k) * at(b, j, i, k);
        }
      }
      return sum;
    });
    const actual = await logits(shapeOf('ffm'), { 'field-aware': v, linear });
    actual.forEach((value, b) => {
      expect(value).toBeCloseTo(expected[b]!, 5);
    });
  });
});

it('logistic regression is the bias and the sum of the weights, worked by hand', async () => {
  const linear = Float64Array.from({ length: BATCH * 3 }, (_, i) => i / 10);
  const [first, second] = await logits(shapeOf('logistic-regression'), { linear });
  expect(first).toBeCloseTo(0.25 + 0 + 0.1 + 0.2, 6);
  expect(second).toBeCloseTo(0.25 + 0.3 + 0.4 + 0.5, 6);
});

/** Viewer and ad each have a hidden bit; a click is their exclusive or, nine times in ten. */
function exclusiveOr(count: number): TrainingData {
  const random = seededRandom(4);
  const rows = new Int32Array(count * 3);
  const labels = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const [viewer, ad] = [Math.floor(random() * 16), Math.floor(random() * 16)];
    rows.set([Math.floor(random() * 3), viewer, ad], row * 3);
    const match = (viewer ^ ad) & 1;
    labels[row] = random() < 0.9 ? match : 1 - match;
  }
  return {
    count,
    encoded: { rows, offsets: Int32Array.from({ length: count * 3 + 1 }, (_, i) => i) },
    rowsByFeature: [3, 16, 16],
    sides: SIDES,
    labels,
    weights: new Float32Array(count).fill(1),
  };
}

describe('an interaction that no sum of weights expresses', () => {
  const data = exclusiveOr(6_000);
  const test = range(5_000, 6_000);
  const testAuc = async (kind: ModelKind, change: Record<string, unknown> = {}) => {
    const shape = shapeOf(kind, {
      batchSize: 128,
      epochs: 8,
      learningRate: 0.005,
      embeddingLearningRate: 0.1,
      ...change,
    });
    const model = await trainOnOrt({
      ...shape,
      data,
      train: range(0, 4_500),
      validation: range(4_500, 5_000),
      seed: 2,
      threads: 1,
      clock: { nowMs: () => 0 },
    });
    const session = await LogitSession.create(shape, 1);
    try {
      const scores = await session.run(model.parameters, model.embeddings, data, test);
      return auc(
        Float64Array.from(scores),
        Array.from(test, (row) => data.labels[row]!),
      )!;
    } finally {
      await session.release();
    }
  };

  it('is out of reach of logistic regression', async () => {
    expect(await testAuc('logistic-regression')).toBeLessThan(0.6);
  });

  it.each(GRAPH_KINDS.filter((kind) => kind !== 'logistic-regression'))(
    'is learnt by %s',
    async (kind) => {
      expect(await testAuc(kind)).toBeGreaterThan(0.85);
    },
  );

  it('is learnt under batch normalisation by rows that all move, scored by running statistics', async () => {
    const settings = { normalisation: 'batch', embeddingOptimiser: 'adam-all', embeddingL2: 1e-3 };
    expect(await testAuc('dnn', { ...settings, embeddingLearningRate: 0.01 })).toBeGreaterThan(
      0.85,
    );
  });

  it('is learnt under dropout and layer normalisation, to the same bits under one seed', async () => {
    const thinned = { dropout: 0.3, normalisation: 'layer' };
    const [first, again] = [await testAuc('dnn', thinned), await testAuc('dnn', thinned)];
    expect(first).toBeGreaterThan(0.85);
    expect(again).toBe(first);
  });
});
