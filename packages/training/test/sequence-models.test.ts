import { hyperparametersSchema, type ModelKind } from '@placard/contracts';
import { bceWithLogits, encodeModel, exportModel, Graph, slice, type Tensor } from '@placard/graph';
import { randomSource, worstDisagreement } from '@placard/graph/gradient-check';
import { auc, createFeatureEncoder } from '@placard/ranking';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { encodeTrainingRows } from '../src/dataset/encode-training-rows.ts';
import { learnFeatureMap } from '../src/dataset/feature-map.ts';
import { range } from '../src/dataset/training-data.ts';
import { LogitSession } from '../src/engines/ort/logit-session.ts';
import { trainOnOrt } from '../src/engines/ort/train.ts';
import type { TrainingRow } from '../src/index.ts';
import { buildScoringGraph, buildServingGraph, modelShape } from '../src/models/build-graph.ts';
import { modelDefinition } from '../src/models/catalogue.ts';
import { HISTORY_FEATURES, orderRows, presenceRows } from './history-market.ts';

const KINDS = [
  'din',
  'rnn',
  'lstm',
  'gru',
  'behaviour-sequence-transformer',
  'text-cnn-lstm',
  'multi-interest',
] as const satisfies readonly ModelKind[];

const BATCH = 5;
const FEATURES = 3;
const LENGTH = 4;
/** How many values the history of each row has: none and all among them. */
const LENGTHS = [4, 0, 1, 3, 2];
const hyperparameters = hyperparametersSchema.parse({
  embeddingDim: 4,
  hidden: [8],
  historyLength: LENGTH,
  interests: 3,
});

describe('gradients agree with finite differences in every parameter, embedding and history', () => {
  it.each(KINDS)('%s', async (kind) => {
    const definition = modelDefinition(kind);
    const graph = new Graph();
    const [{ input, dim }] = definition.embeddingInputs(hyperparameters, FEATURES) as [
      { input: string; dim: number },
    ];
    const embedding = graph.input(input, ['B', FEATURES * dim]);
    const sequences = definition.sequenceInputs!(hyperparameters).map((spec, i) => ({
      input: spec.input,
      length: spec.length,
      dim,
      values: graph.input(spec.input, ['B', spec.length, dim]),
      mask: graph.input(`${spec.input}.mask`, ['B', spec.length]),
      target: slice(embedding, 1, i * dim, (i + 1) * dim),
    }));
    const logit = definition.logit({
      graph,
      featureCount: FEATURES,
      sides: ['viewer', 'ad', 'ad'],
      hyperparameters,
      embedding: () => embedding,
      sequences,
      dropout: (_, x) => x,
      batchNormalise: (_, x) => x,
    });
    const labels = graph.input('labels', ['B', 1]);
    const weights = graph.input('weights', ['B', 1]);
    const wanted = [
      embedding,
      ...sequences.map(({ values }) => values),
      ...graph.parameters.map(({ tensor }) => tensor),
    ];
    // Values at which no ReLU lies within a finite difference of its kink.
    const random = randomSource(4);
    const filled = (tensor: Tensor, value: (i: number) => number) => {
      const dims = tensor.shape.map((size) => (size === 'B' ? BATCH : Number(size)));
      const length = dims.reduce((total, size) => total * size, 1);
      return [tensor.name, { dims, data: Float64Array.from({ length }, (_, i) => value(i)) }];
    };
    const feeds = Object.fromEntries([
      ...wanted.map((tensor) => filled(tensor, () => 0.7 * random())),
      ...sequences.map(({ mask }) =>
        filled(mask, (i) => (i % LENGTH < LENGTHS[Math.floor(i / LENGTH)]! ? 1 : 0)),
      ),
      filled(labels, (i) => i % 2),
      filled(weights, (i) => 1 + i),
    ]);
    const loss = bceWithLogits(logit, labels, weights);
    expect(await worstDisagreement(loss, wanted, feeds)).toBeLessThan(1e-6);
  });
});

describe('candidates that share a history score as if each had it', () => {
  it.each(KINDS)('%s', async (kind) => {
    const definition = modelDefinition(kind);
    const sequences = definition.sequenceInputs!(hyperparameters).map((spec, tableIndex) => ({
      spec: {
        ...spec,
        mask: `${spec.input}.mask`,
        side: spec.feature === 'ad-words' ? ('ad' as const) : ('viewer' as const),
      },
      tableIndex,
    }));
    const shape = { definition, hyperparameters, featureCount: FEATURES, sequences };
    const random = randomSource(8);
    const draw = (length: number) => Float32Array.from({ length }, () => random());
    const { embeddingDim: dim } = hyperparameters;
    const embedding = draw(BATCH * FEATURES * dim);
    const parameters = new Map(
      buildServingGraph(shape).parameters.map(({ tensor }) => [
        tensor.name,
        draw(tensor.shape.reduce<number>((total, size) => total * Number(size), 1)),
      ]),
    );
    for (const present of [LENGTH, 2, 0]) {
      const histories = sequences.map(() => draw(LENGTH * dim).fill(0, present * dim));
      const mask = Float32Array.from({ length: LENGTH }, (_, i) => (i < present ? 1 : 0));
      const logits = async (graph: Graph, times: number) => {
        const session = await ort.InferenceSession.create(
          encodeModel(exportModel(graph, { parameters })),
        );
        const feeds = sequences.flatMap(({ spec }, i): [string, ort.Tensor][] => {
          const lists = spec.side === 'ad' ? BATCH : times;
          const repeat = (list: Float32Array) =>
            Float32Array.from({ length: lists * list.length }, (_, at) => list[at % list.length]!);
          return [
            [spec.input, new ort.Tensor('float32', repeat(histories[i]!), [lists, LENGTH, dim])],
            [spec.mask, new ort.Tensor('float32', repeat(mask), [lists, LENGTH])],
          ];
        });
        const rows = new ort.Tensor('float32', embedding, [BATCH, FEATURES * dim]);
        const { logit } = await session.run({ embedding: rows, ...Object.fromEntries(feeds) });
        await session.release();
        return Array.from(logit!.data as Float32Array);
      };
      const shared = await logits(buildServingGraph(shape).graph, 1);
      const own = await logits(buildScoringGraph(shape).graph, BATCH);
      expect(shared).toHaveLength(BATCH);
      shared.forEach((value, i) => {
        expect(value).toBeCloseTo(own[i]!, 4);
      });
    }
  });
});

async function testAuc(kind: ModelKind, rows: readonly TrainingRow[]): Promise<number> {
  const definition = modelDefinition(kind);
  const settings = hyperparametersSchema.parse({
    embeddingDim: 8,
    hidden: [16],
    historyLength: 6,
    batchSize: 128,
    epochs: 9,
    patienceEpochs: 9,
    schedule: 'warm-up',
    learningRate: 0.01,
    embeddingLearningRate: 0.1,
  });
  const [validation, test] = [0.7, 0.8].map((share) => Math.floor(share * rows.length));
  const map = learnFeatureMap(HISTORY_FEATURES, rows.slice(0, validation), definition, settings);
  const data = encodeTrainingRows(createFeatureEncoder(map), rows);
  const model = await trainOnOrt({
    definition,
    hyperparameters: settings,
    data,
    train: range(0, validation!),
    validation: range(validation!, test!),
    seed: 3,
    threads: 1,
    clock: { nowMs: () => 0 },
  });
  const session = await LogitSession.create(modelShape(definition, settings, data), 1);
  try {
    const positions = range(test!, rows.length);
    const logits = await session.run(model.parameters, model.embeddings, data, positions);
    return auc(Float64Array.from(logits), data.labels.subarray(test!))!;
  } finally {
    await session.release();
  }
}

describe('whether something was seen lately or long ago: the same history for a model that pools it', () => {
  const rows = orderRows(5_000, 1);
  it.each(['dcn-v2', 'din'] as const)('%s cannot know', async (kind) => {
    expect(await testAuc(kind, rows)).toBeLessThan(0.56);
  });
  it.each([
    'rnn',
    'lstm',
    'gru',
    'behaviour-sequence-transformer',
    'text-cnn-lstm',
    'multi-interest',
  ] as const)('%s learns it', async (kind) => {
    expect(await testAuc(kind, rows)).toBeGreaterThan(0.75);
  });
});

describe('an interest that matters to its own item alone, among many', () => {
  const rows = presenceRows(6_000, 2);
  it('is blurred by pooling', async () => {
    expect(await testAuc('dcn-v2', rows)).toBeLessThan(0.76);
  });
  it.each([
    ['din', 0.8],
    ['multi-interest', 0.78],
  ] as const)('%s learns it', async (kind, least) => {
    // Nine clicks in ten follow the rule: no model exceeds 0.9.
    expect(await testAuc(kind, rows)).toBeGreaterThan(least);
  });
});
