import { createHash } from 'node:crypto';
import { hyperparametersSchema, type ModelKind } from '@placard/contracts';
import { type Random, seededRandom } from '@placard/domain';
import type { z } from 'zod';
import type { EncodedSequence, TrainingData } from '../../src/dataset/training-data.ts';
import { TrainingState } from '../../src/engines/ort/training-state.ts';
import type { ModelShape } from '../../src/models/build-graph.ts';
import { GRAPH_KINDS, modelDefinition } from '../../src/models/catalogue.ts';
import type { SequenceInputSpec } from '../../src/models/model-definition.ts';

export const STEPS = 100;
const BATCH = 64;
const ROWS = 2_000;
/** The last feature holds one to three values a row. */
const ROWS_BY_FEATURE = [3, 50, 400, 20, 30];

export interface VectorCase {
  readonly shape: ModelShape;
  readonly data: TrainingData;
  readonly state: TrainingState;
  readonly positions: Uint32Array;
  readonly learningRateFactors: readonly number[];
  /** Digest of all of the above: vectors recorded from other inputs do not apply. */
  readonly inputs: string;
}

type Settings = z.input<typeof hyperparametersSchema>;

/** Every model, and settings that engines read. */
export const VECTOR_CASES: readonly (readonly [string, ModelKind, Settings])[] = [
  ...GRAPH_KINDS.map((kind) => [kind, kind, {}] as const),
  [
    'batch normalisation, every row by Adam',
    'dnn',
    {
      normalisation: 'batch',
      embeddingOptimiser: 'adam-all',
      embeddingL2: 1e-3,
      embeddingLearningRate: 0.005,
    },
  ],
];

/** One model with its initial weights, data and batches, the same on every machine. */
export function vectorCase(modelKind: ModelKind, settings: Settings = {}): VectorCase {
  const hyperparameters = hyperparametersSchema.parse({
    embeddingDim: 8,
    hidden: [32, 16],
    batchSize: BATCH,
    learningRate: 0.002,
    embeddingLearningRate: 0.02,
    l2: 1e-4,
    ...settings,
  });
  const definition = modelDefinition(modelKind);
  const sequences = (definition.sequenceInputs?.(hyperparameters) ?? []).map(randomSequence);
  const shape: ModelShape = {
    definition,
    hyperparameters,
    featureCount: ROWS_BY_FEATURE.length,
    sides: ['context', 'viewer', 'viewer', 'ad', 'ad'],
    sequences,
  };
  const state = new TrainingState(shape, ROWS_BY_FEATURE);
  state.initialise(seedOf(modelKind));
  const random = seededRandom(77);
  const data = { ...randomData(random), sequences };
  const positions = Uint32Array.from({ length: STEPS * BATCH }, () => Math.floor(random() * ROWS));
  const learningRateFactors = Array.from({ length: STEPS }, (_, i) => Math.min(1, (i + 1) / 8));
  // What shapes the graph shows in the weights; these are the knobs an engine reads besides.
  const { batchSize, learningRate, embeddingLearningRate, l2 } = hyperparameters;
  const knobs = { modelKind, batchSize, learningRate, embeddingLearningRate, l2, ...settings };
  const hash = createHash('sha256').update(JSON.stringify([knobs, learningRateFactors]));
  const { encoded, labels, weights } = data;
  for (const array of [
    ...state.weights,
    encoded.rows,
    encoded.offsets,
    labels,
    weights,
    positions,
    ...sequences.map(({ rows }) => rows),
  ]) {
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return {
    shape,
    data,
    state,
    positions,
    learningRateFactors,
    inputs: hash.digest('hex'),
  };
}

/** Its own, whatever other models there are. */
function seedOf(kind: string): number {
  let seed = 7;
  for (const letter of kind) seed = (seed * 31 + letter.charCodeAt(0)) % 65_521;
  return seed;
}

/** Histories of none to all values, each sharing the table of a feature of one value. */
function randomSequence(spec: SequenceInputSpec, i: number): EncodedSequence {
  const random = seededRandom(101 + i);
  const tableIndex = 1 + i;
  const rows = new Int32Array(ROWS * spec.length).fill(-1);
  for (let row = 0; row < ROWS; row++) {
    const present = Math.floor(random() * (spec.length + 1));
    for (let place = 0; place < present; place++) {
      rows[row * spec.length + place] = Math.floor(ROWS_BY_FEATURE[tableIndex]! * random());
    }
  }
  return { spec: { ...spec, mask: `${spec.input}.mask`, side: 'viewer' }, tableIndex, rows };
}

function randomData(random: Random): TrainingData {
  const rows: number[] = [];
  const offsets = [0];
  const labels = new Float32Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    for (const [feature, size] of ROWS_BY_FEATURE.entries()) {
      const many = feature === ROWS_BY_FEATURE.length - 1 ? 1 + Math.floor(random() * 3) : 1;
      for (let i = 0; i < many; i++) rows.push(Math.floor(size * random() * random()));
      offsets.push(rows.length);
    }
    const [first, second] = rows.slice(-ROWS_BY_FEATURE.length);
    labels[row] = random() < ((first! + second!) % 3 === 0 ? 0.7 : 0.2) ? 1 : 0;
  }
  return {
    count: ROWS,
    encoded: { rows: Int32Array.from(rows), offsets: Int32Array.from(offsets) },
    rowsByFeature: ROWS_BY_FEATURE,
    labels,
    weights: Float32Array.from({ length: ROWS }, () => 0.5 + random()),
  };
}
