import {
  type FeatureValues,
  hyperparametersSchema,
  type ModelKind,
  modelCardSchema,
} from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { encodeModel, exportModel } from '@placard/graph';
import { createFeatureEncoder } from '@placard/ranking';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { learnFeatureMap } from '../dataset/feature-map.ts';
import type { FeatureDefinition } from '../dataset/training-row.ts';
import { buildServingGraph, type ModelShape } from '../models/build-graph.ts';
import { modelDefinition } from '../models/catalogue.ts';
import { AttentionError, openAttention } from './attention.ts';

const FEATURES: readonly FeatureDefinition[] = [
  { name: 'item', side: 'ad', kind: 'categorical' },
  { name: 'viewer-last-items', side: 'viewer', kind: 'multi' },
];
const HISTORY = { item: 'boots', 'viewer-last-items': ['boots', 'lamp', 'never seen'] };

type Values = (name: string, size: number) => readonly number[];

/** An artefact whose weights and tables are given: `boots` is row 1 of every table, `lamp` row 2. */
function artefact(
  kind: ModelKind,
  settings: Record<string, unknown>,
  { weights, table }: { weights: Values; table: Values },
) {
  const hyperparameters = hyperparametersSchema.parse({ minCount: 1, hidden: [], ...settings });
  const definition = modelDefinition(kind);
  const row = { atMs: 0, adId: 'ad', viewerKey: 'v', weight: 1, clicked: false };
  const rows = ['boots', 'lamp'].map((item) => ({
    ...row,
    values: { item, 'viewer-last-items': [item] },
  }));
  const map = learnFeatureMap(FEATURES, rows, definition, hyperparameters);
  const shape: ModelShape = {
    ...{ definition, hyperparameters, featureCount: map.features.length },
    sides: map.features.map(({ side }) => side),
    sequences: createFeatureEncoder(map).sequences,
  };
  const { graph, parameters } = buildServingGraph(shape);
  const learnt = new Map(
    parameters.map(({ tensor: { name, shape } }) => {
      const size = shape.reduce<number>((total, width) => total * Number(width), 1);
      return [name, Float32Array.from(weights(name, size))];
    }),
  );
  const floats = map.inputs.flatMap(({ dim, tables }) =>
    tables.flatMap(({ feature, rows }) => [...table(feature, rows * dim)]),
  );
  const metrics = {
    ...{ rows: 1, clicks: 0, logLoss: 0.5, auc: null, gauc: null },
    ...{ normalisedEntropy: 0.9, ece: 0, calibrationRatio: null },
  };
  const card = modelCardSchema.parse({
    ...{ formatVersion: 1, kind, seed: 1, engine: 'ort', hyperparameters },
    parameterCount: { dense: 0, embeddings: 0 },
    dataWindow: { fromMs: 0, toMs: 2, splitAtMs: 1 },
    rows: { train: 1, validation: 1, test: 1 },
    ...{ features: [], metrics, baselines: {}, slices: [], calibrationBins: [], curve: [] },
    ...{ trainedAtMs: 2, durationMs: 1 },
  });
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  return {
    'model.onnx': encodeModel(exportModel(graph, { parameters: learnt })),
    'tables.bin': new Uint8Array(Float32Array.from(floats).buffer),
    'feature-map.json': json(map),
    'card.json': json(card),
  };
}

/** What the file that serves says; the histories of these cases have one sequence, of two values a place. */
async function servedLogit(model: Uint8Array, feeds: Record<string, ort.Tensor>): Promise<number> {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
  const { logit } = await session.run(feeds);
  await session.release();
  return (logit!.data as Float32Array)[0]!;
}

async function mapsOf(
  files: ReturnType<typeof artefact>,
  values: FeatureValues,
  feeds: Record<string, ort.Tensor>,
) {
  const reader = await openAttention(files);
  try {
    return await reader!.read(values, await servedLogit(files['model.onnx'], feeds));
  } finally {
    await reader?.dispose();
  }
}

const tensor = (dims: number[], values: readonly number[]) =>
  new ort.Tensor('float32', Float32Array.from(values), dims);

describe('a case worked by hand', () => {
  test('AutoInt: softmax of q k over the fields, from one embedding value each', async () => {
    // boots is 1 as an item; as a history it is row 1 of a table of its own, 2.
    const files = artefact(
      'autoint',
      { embeddingDim: 1, attentionDim: 1, heads: 1, attentionLayers: 1 },
      {
        weights: (name, size) =>
          Array.from({ length: size }, () => (name.endsWith('.key') ? 0.5 : 1)),
        table: (feature) => (feature === 'item' ? [0, 1, 7] : [0, 2, 7]),
      },
    );
    const values = { item: 'boots', 'viewer-last-items': ['boots'] };
    const [map] = await mapsOf(files, values, { embedding: tensor([1, 2], [1, 2]) });
    expect(map?.rows).toEqual([
      { kind: 'feature', feature: 'item' },
      { kind: 'feature', feature: 'viewer-last-items' },
    ]);
    expect(map?.columns).toEqual(map?.rows);
    // Scores q_i k_j = x_i x_j / 2: [.5, 1] and [1, 2].
    const share = (a: number, b: number) => Math.exp(a) / (Math.exp(a) + Math.exp(b));
    const [[first, second]] = map!.heads as [[number[], number[]]];
    expect(first[0]).toBeCloseTo(share(0.5, 1), 5);
    expect(first[1]).toBeCloseTo(share(1, 0.5), 5);
    expect(second[0]).toBeCloseTo(share(1, 2), 5);
    expect(second[1]).toBeCloseTo(share(2, 1), 5);
  });

  test('DIN: the weight of each item of the history, of any size, and none beyond its end', async () => {
    // hidden = relu(e_t x target), 32 alike; w = sum of them / 32.
    const files = artefact(
      'din',
      { embeddingDim: 1, historyLength: 4 },
      {
        weights: (name, size) => {
          const value = name.includes('attention.product')
            ? 1
            : name.endsWith('attention.out.weight')
              ? 1 / 32
              : 0;
          return Array.from({ length: size }, () => value);
        },
        table: (feature) => (feature === 'item' ? [0.25, 2, 3] : [0, 0, 0]),
      },
    );
    const [map] = await mapsOf(files, HISTORY, {
      embedding: tensor([1, 2], [2, 0]),
      'history.items': tensor([1, 4, 1], [2, 3, 0.25, 0]),
      'history.items.mask': tensor([1, 4], [1, 1, 1, 0]),
    });
    expect(map?.history).toBe('viewer-last-items');
    expect(map?.sumsToOne).toBe(false);
    expect(map?.rows).toEqual([{ kind: 'candidate', value: 'boots' }]);
    expect(map?.columns).toEqual([
      { kind: 'history', place: 0, value: 'boots', known: true },
      { kind: 'history', place: 1, value: 'lamp', known: true },
      { kind: 'history', place: 2, value: 'never seen', known: false },
    ]);
    const weights = map!.heads[0]![0]!;
    [4, 6, 0.5].forEach((weight, place) => {
      expect(weights[place]).toBeCloseTo(weight, 5);
    });
  });
});

describe('the weights of a row sum to one', () => {
  const random = seededRandom(5);
  const any: Values = (_, size) => Array.from({ length: size }, () => 2 * random() - 1);
  const dim = 4;
  const settings = { embeddingDim: dim, historyLength: 5, interests: 3, heads: 2, attentionDim: 4 };
  test.each(['autoint', 'behaviour-sequence-transformer', 'multi-interest'] as const)(
    '%s',
    async (kind) => {
      const files = artefact(kind, settings, { weights: any, table: any });
      const reader = await openAttention(files);
      // The reader checks the logit against the served one, which it tells in its refusal.
      const refused = await reader!.read(HISTORY, 1e6).catch((error: Error) => error);
      expect(refused).toBeInstanceOf(AttentionError);
      const logit = Number(/scores (\S+) where/.exec((refused as Error).message)?.[1]);
      const maps = await reader!.read(HISTORY, logit);
      await reader?.dispose();
      expect(maps.length).toBeGreaterThan(0);
      for (const { heads, rows, columns, sumsToOne } of maps) {
        expect(sumsToOne).toBe(true);
        for (const head of heads) {
          expect(head).toHaveLength(rows.length);
          for (const row of head) {
            expect(row).toHaveLength(columns.length);
            expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
          }
        }
      }
    },
  );
});

test('a model without attention has none, and one whose weights are not there says so', async () => {
  const values = { weights: (_: string, size: number) => Array.from({ length: size }, () => 0) };
  const table: Values = (_, size) => Array.from({ length: size }, () => 0);
  expect(await openAttention(artefact('dnn', {}, { ...values, table }))).toBeNull();
  const compressed = {
    ...artefact('autoint', {}, { ...values, table }),
    'model.onnx': artefact('dnn', {}, { ...values, table })['model.onnx'],
  };
  await expect(openAttention(compressed)).rejects.toThrow(AttentionError);
});
