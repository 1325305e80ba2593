import { hyperparametersSchema } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import {
  differentiate,
  encodeModel,
  exportModel,
  Graph,
  logitOfProduct,
  poissonLoss,
  squaredLoss,
} from '@placard/graph';
import { loadInDoublePrecision } from '@placard/graph/double-precision';
import { randomSource, worstDisagreement } from '@placard/graph/gradient-check';
import { loadScorer } from '@placard/ranking';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { range, type TrainingData } from '../src/dataset/training-data.ts';
import { scoreLogits } from '../src/engines/ort/score-logits.ts';
import { trainOnOrt } from '../src/engines/ort/train.ts';
import { buildLossGraph, buildScoringGraph } from '../src/models/build-graph.ts';
import { modelDefinition } from '../src/models/catalogue.ts';
import { entireSpaceLoss } from '../src/models/entire-space-loss.ts';
import type { ModelDefinition } from '../src/models/model-definition.ts';
import { linearRegression, poissonRegression } from '../src/models/quantity-regression.ts';
import { trainModel } from '../src/train-model.ts';
import { SYNTHETIC_FEATURES, syntheticMarket } from './synthetic-market.ts';

const column = (values: readonly number[]) => ({
  data: Float64Array.from(values),
  dims: [values.length, 1],
});
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('losses worked by hand', () => {
  it('the entire-space loss is that of pCTR on clicks plus that of pCTR * pCVR on conversions', async () => {
    const graph = new Graph();
    const [logit, conversionLogit, labels, weights] = ['a', 'b', 'labels', 'weights'].map((name) =>
      graph.input(name, ['B', 1]),
    );
    const loss = entireSpaceLoss(
      { logit: logit!, conversionLogit: conversionLogit! },
      { labels: labels!, weights: weights! },
    );
    const feeds = {
      a: column([0.5, -1, 2, 4]),
      b: column([-0.3, 1, 0.2, -4]),
      labels: column([1, 0, 2, 1]),
      weights: column([1, 2, 1, 1]),
    };
    const rows = [0, 1, 2, 3].map((i) => {
      const [pCtr, pCvr] = [sigmoid(feeds.a.data[i]!), sigmoid(feeds.b.data[i]!)];
      const [outcome, weight] = [feeds.labels.data[i]!, feeds.weights.data[i]!];
      const click = outcome >= 1 ? -Math.log(pCtr) : -Math.log(1 - pCtr);
      const both = pCtr * pCvr;
      return weight * (click + (outcome === 2 ? -Math.log(both) : -Math.log1p(-both)));
    });
    const expected = rows.reduce((sum, row) => sum + row, 0) / 5;
    expect(await worstDisagreement(loss, [logit!, conversionLogit!], feeds)).toBeLessThan(1e-6);
    const { loss: actual } = await (await loadInDoublePrecision(graph)).run(feeds);
    expect(actual![0]).toBeCloseTo(expected, 9);
  });

  it('the logit of a product of rates neither overflows nor loses the smaller rate', async () => {
    const graph = new Graph();
    const [a, b] = [graph.input('a', ['B', 1]), graph.input('b', ['B', 1])];
    graph.output('logit', logitOfProduct(a, b));
    const session = await ort.InferenceSession.create(encodeModel(exportModel(graph)));
    const input = (...values: number[]) =>
      new ort.Tensor('float32', Float32Array.from(values), [values.length, 1]);
    const { logit } = await session.run({ a: input(0, 90, -90), b: input(0, -5, -20) });
    await session.release();
    expect(logit!.data[0]).toBeCloseTo(Math.log(1 / 3), 6);
    expect(logit!.data[1]).toBeCloseTo(-5, 4);
    expect(logit!.data[2]).toBeCloseTo(-110, 4);
  });

  it('squared loss is half the mean square, Poisson loss e^s - q s', async () => {
    const graph = new Graph();
    const [scores, quantities, weights] = ['scores', 'quantities', 'weights'].map((name) =>
      graph.input(name, ['B', 1]),
    );
    graph.output('squared', squaredLoss(scores!, quantities!, weights!));
    graph.output('poisson', poissonLoss(scores!, quantities!, weights!));
    const model = await loadInDoublePrecision(graph);
    const feeds = { scores: column([1, 2]), quantities: column([3, 1]), weights: column([1, 3]) };
    const { squared, poisson } = await model.run(feeds);
    expect(squared![0]).toBeCloseTo((2 + 3 * 0.5) / 4, 9);
    expect(poisson![0]).toBeCloseTo((Math.E - 3 + 3 * (Math.E ** 2 - 2)) / 4, 9);
    expect(differentiate(squaredLoss(scores!, quantities!, weights!), [scores!])).toHaveLength(1);
    const random = randomSource(2);
    for (const loss of [squaredLoss, poissonLoss]) {
      const fresh = new Graph();
      const inputs = ['s', 'q', 'w'].map((name) => fresh.input(name, ['B', 1]));
      const values = () => column([1 + random(), 1 + random(), 1 + random()]);
      const worst = await worstDisagreement(
        loss(inputs[0]!, inputs[1]!, inputs[2]!),
        [inputs[0]!],
        { s: values(), q: values(), w: values() },
      );
      expect(worst).toBeLessThan(1e-6);
    }
  });
});

const SETTINGS = {
  embeddingDim: 4,
  hidden: [16, 8],
  experts: 2,
  batchSize: 128,
  epochs: 15,
  patienceEpochs: 5,
  learningRate: 0.01,
  embeddingLearningRate: 0.4,
};

/** One feature of four values; `outcome` draws a label for a value. */
function rowsOf(
  count: number,
  outcome: (value: number, random: () => number) => number,
): TrainingData {
  const random = seededRandom(8);
  const values = Int32Array.from({ length: count }, () => Math.floor(random() * 4));
  return {
    count,
    encoded: { rows: values, offsets: Int32Array.from({ length: count + 1 }, (_, i) => i) },
    rowsByFeature: [4],
    labels: Float32Array.from(values, (value) => outcome(value, random)),
    weights: new Float32Array(count).fill(1),
  };
}

async function train(definition: ModelDefinition, data: TrainingData) {
  const hyperparameters = hyperparametersSchema.parse(SETTINGS);
  const model = await trainOnOrt({
    definition,
    hyperparameters,
    data,
    train: range(0, data.count - 500),
    validation: range(data.count - 500, data.count),
    seed: 3,
    threads: 1,
    clock: { nowMs: () => 0 },
  });
  return { model, shape: { definition, hyperparameters, featureCount: 1 } };
}

describe.each(['esmm', 'mmoe'] as const)('%s', (kind) => {
  it('learns the rate of clicks and, apart from it, that of conversions after a click', async () => {
    const [pCtr, pCvr] = [
      [0.2, 0.2, 0.6, 0.6],
      [0.2, 0.7, 0.2, 0.7],
    ];
    const data = rowsOf(12_000, (value, random) =>
      random() < pCtr![value]! ? (random() < pCvr![value]! ? 2 : 1) : 0,
    );
    const { model, shape } = await train(modelDefinition(kind), data);
    const { graph } = buildScoringGraph(shape);
    const session = await ort.InferenceSession.create(
      encodeModel(exportModel(graph, { parameters: model.parameters })),
    );
    try {
      const { stacked } = model.embeddings[0]!;
      const { logit, conversion_logit } = await session.run({
        embedding: new ort.Tensor('float32', stacked, [4, SETTINGS.embeddingDim]),
      });
      for (let value = 0; value < 4; value++) {
        expect(Math.abs(sigmoid(logit!.data[value] as number) - pCtr![value]!)).toBeLessThan(0.06);
        const conversion = sigmoid(conversion_logit!.data[value] as number);
        expect(Math.abs(conversion - pCvr![value]!)).toBeLessThan(0.1);
      }
    } finally {
      await session.release();
    }
  });

  it('has one graph for every engine: both scores and the loss', () => {
    const hyperparameters = hyperparametersSchema.parse(SETTINGS);
    const shape = { definition: modelDefinition(kind), hyperparameters, featureCount: 3 };
    expect(buildLossGraph(shape).graph.outputs.map(({ name }) => name)).toEqual([
      'logit',
      'conversion_logit',
      'loss',
    ]);
  });
});

describe('quantity regression learns what each value is worth', () => {
  it.each([
    [linearRegression, [1, 2.5, 4, 0.5], (score: number) => score],
    [poissonRegression, [0.5, 1, 2, 4], Math.exp],
  ])('$kind', async (definition, means, quantityOf) => {
    const data = rowsOf(6_000, (value, random) => means[value]! + (random() - 0.5));
    const { model, shape } = await train(definition, data);
    const positions = Uint32Array.from([0, 1, 2, 3], (value) => data.encoded.rows.indexOf(value));
    const scores = await scoreLogits(shape, model, data, positions, 1);
    means.forEach((mean, value) => {
      expect(Math.abs(quantityOf(scores[value]!) - mean)).toBeLessThan(0.15);
    });
  });
});

it('a market that chose ESMM trains on rows with conversions and serves clicks like any other', async () => {
  const rows = syntheticMarket(8_000, 6).map((row, i) => ({ ...row, converted: i % 3 === 0 }));
  const { card, files, test, predictions } = await trainModel({
    rows,
    featureDefinitions: SYNTHETIC_FEATURES,
    modelKind: 'esmm',
    hyperparameters: { ...SETTINGS, epochs: 6, embeddingLearningRate: 0.05 },
    seed: 1,
    threads: 1,
    clock: { nowMs: () => 0 },
  });
  expect(card.metrics.auc).toBeGreaterThan(card.baselines['logistic-regression']!.auc! - 0.03);
  const scorer = await loadScorer('mdl_test', files);
  try {
    const sample = test.slice(0, 50);
    const scores = await scorer.score(sample.map(({ values }) => values));
    scores.forEach(({ pCtr }, i) => {
      expect(pCtr).toBeCloseTo(predictions.model[i]!, 5);
    });
  } finally {
    await scorer.dispose();
  }
});
