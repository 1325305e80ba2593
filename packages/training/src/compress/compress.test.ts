import { hyperparametersSchema } from '@placard/contracts';
import { seededRandom, systemClock } from '@placard/domain';
import { assertSafeModel, encodeModel } from '@placard/graph';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { range, type TrainingData } from '../dataset/training-data.ts';
import { trainOnOrt } from '../engines/ort/train.ts';
import type { TrainedModel } from '../engines/trained-model.ts';
import { modelShape } from '../models/build-graph.ts';
import { modelDefinition } from '../models/catalogue.ts';
import { compressionCost } from './compression-cost.ts';
import { denseModel } from './dense-model.ts';
import { distil } from './distil.ts';
import { pruneByMagnitude } from './prune.ts';
import { quantiseInt8 } from './quantise-int8.ts';

const FEATURES = 4;
const VALUES = 12;
const ROWS = 6_000;

/** Whether a pair is clicked depends on two features together. */
function data(): TrainingData {
  const random = seededRandom(11);
  const rows = Int32Array.from({ length: ROWS * FEATURES }, () => Math.floor(random() * VALUES));
  const rate = (row: number) =>
    (rows[row * FEATURES]! + rows[row * FEATURES + 1]!) % 3 === 0 ? 0.75 : 0.15;
  return {
    count: ROWS,
    rowsByFeature: Array.from({ length: FEATURES }, () => VALUES),
    encoded: { rows, offsets: Int32Array.from({ length: ROWS * FEATURES + 1 }, (_, i) => i) },
    labels: Float32Array.from({ length: ROWS }, (_, row) => Number(random() < rate(row))),
    weights: new Float32Array(ROWS).fill(1),
  };
}

const rows = data();
const settings = {
  embeddingDim: 8,
  hidden: [64, 32],
  batchSize: 128,
  epochs: 6,
  learningRate: 0.003,
};
const hyperparameters = hyperparametersSchema.parse(settings);
const small = hyperparametersSchema.parse({ ...settings, hidden: [8], crossLayers: 1 });
const definition = modelDefinition('dcn-v2');
const shape = modelShape(definition, hyperparameters, rows);
const options = {
  definition,
  hyperparameters,
  data: rows,
  train: range(0, 4_000),
  validation: range(4_000, 5_000),
  seed: 2,
  threads: 1,
  clock: systemClock,
};
const test = range(5_000, ROWS);

let teacher: TrainedModel;
beforeAll(async () => {
  teacher = await trainOnOrt(options);
});

const dense = ({ parameters }: Pick<TrainedModel, 'parameters'>, as = shape) =>
  denseModel(as, parameters);

const cost = (model: Parameters<typeof compressionCost>[0]['model'], of = teacher, as = shape) =>
  compressionCost({
    model,
    shape: as,
    embeddings: of.embeddings,
    data: rows,
    positions: test,
    nowMs: () => performance.now(),
  });

describe('a smaller model', () => {
  it('in int8 is under half the size and ranks as well', async () => {
    const model = dense(teacher);
    const quantised = quantiseInt8(model);
    const before = await cost(model);
    const after = await cost(quantised);
    expect(before.auc).toBeGreaterThan(0.7);
    expect(Math.abs(after.auc! - before.auc!)).toBeLessThan(0.005);
    expect(Math.abs(after.logLoss - before.logLoss)).toBeLessThan(0.005);
    expect(after.bytes).toBeLessThan(0.5 * before.bytes);
    const ops = new Set(quantised.graph.node.map(({ opType }) => opType));
    expect([...ops]).toContain('MatMulInteger');
    expect(encodeModel(quantised).byteLength).toBe(after.bytes);
  });

  it('in int8 passes for safe, and scores a row the same whatever stands beside it', async () => {
    const bytes = encodeModel(quantiseInt8(dense(teacher)));
    assertSafeModel(bytes);
    const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1 });
    const width = FEATURES * settings.embeddingDim;
    const random = seededRandom(5);
    const row = Float32Array.from({ length: width }, () => random() - 0.5);
    const beside = Float32Array.from({ length: 7 * width }, () => 100 * random());
    const logits = async (values: Float32Array) => {
      const dims = [values.length / width, width];
      const { logit } = await session.run({ embedding: new ort.Tensor('float32', values, dims) });
      return logit!.data as Float32Array;
    };
    const alone = await logits(row);
    const together = await logits(Float32Array.of(...row, ...beside));
    const zeroes = await logits(new Float32Array(width));
    expect(together[0]).toBeCloseTo(alone[0]!, 5);
    expect(Number.isFinite(zeroes[0])).toBe(true);
    await session.release();
  });

  it('by magnitude has the smallest weights at 0, and all of them when nothing is pruned', async () => {
    const weights = Float32Array.from({ length: 2_000 }, (_, i) => (i % 2 ? 1 : -1) * (i + 1));
    const bias = Float32Array.of(1e-6);
    const pruned = pruneByMagnitude(new Map(Object.entries({ weights, bias })), 0.25);
    expect(pruned.get('weights')?.findIndex((value) => value !== 0)).toBe(500);
    expect(pruned.get('bias')).toEqual(bias);
    const parameters = pruneByMagnitude(teacher.parameters, 0.5, 128);
    const before = await cost(dense(teacher));
    const after = await cost(dense({ parameters }));
    expect(after.gzipBytes).toBeLessThan(0.75 * before.gzipBytes);
    expect(after.auc).toBeGreaterThan(before.auc! - 0.05);
    expect(pruneByMagnitude(teacher.parameters, 0)).toEqual(teacher.parameters);
  });

  it('distilled is a fraction of the size and learns from the teacher', async () => {
    const studentShape = modelShape(definition, small, rows);
    const student = await distil(
      { shape, model: teacher, trust: 0.7 },
      { ...options, hyperparameters: small },
    );
    const before = await cost(dense(teacher));
    const after = await cost(dense(student, studentShape), student, studentShape);
    expect(after.bytes).toBeLessThan(0.5 * before.bytes);
    expect(after.auc).toBeGreaterThan(before.auc! - 0.03);
  });
});
