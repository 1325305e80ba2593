import { readFile } from 'node:fs/promises';
import { hyperparametersSchema, type ModelKind } from '@placard/contracts';
import { encodeModel, exportModel, type Graph } from '@placard/graph';
import { loadInDoublePrecision } from '@placard/graph/double-precision';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildScoringGraph, type ModelShape } from '../src/models/build-graph.ts';
import { GRAPH_KINDS, modelDefinition } from '../src/models/catalogue.ts';
import {
  SEQUENCE_ENCODERS,
  type SequenceEncoderName,
} from '../src/next-item/encoders/catalogue.ts';
import { buildServingGraph } from '../src/next-item/sequence-graph.ts';
import { sequenceSettingsSchema } from '../src/next-item/settings.ts';

// What PyTorch's own layers score by the published formulas: infra/reference/models/record_models.py
const referenceSchema = z.object({
  models: z.record(z.string(), z.record(z.string(), z.array(z.number()))),
  encoders: z.record(z.string(), z.array(z.number())),
});

const BATCH = 3;
const SIDES = ['context', 'ad', 'viewer', 'ad'] as const;
/** How many values each sequence has in each row; the n-th shares the table of feature TABLES[n]. */
const LENGTHS = [
  [4, 2, 0],
  [1, 0, 3],
  [3, 4, 1],
];
const TABLES = [1, 3, 2];
const hyperparameters = hyperparametersSchema.parse({
  ...{ embeddingDim: 4, hidden: [6, 4], crossLayers: 2, experts: 2, crossRank: 3 },
  ...{ heads: 2, attentionLayers: 2, attentionDim: 4, historyLength: 4, interests: 3 },
});

/** 0.5 sin(h + 1.3 i), h a hash of the name: the recorder knows the same numbers. */
function fixed(name: string, dims: readonly number[]) {
  let h = 0;
  for (const letter of name) h = (h * 31 + letter.charCodeAt(0)) % 1009;
  const length = dims.reduce((total, size) => total * size, 1);
  return { dims, data: Float64Array.from({ length }, (_, i) => 0.5 * Math.sin(h + 1.3 * i)) };
}

/** Every input and parameter of a graph by its name; `given` holds those that are no such numbers. */
function feedsOf(
  graph: Graph,
  batch: number,
  given: Readonly<Record<string, ReturnType<typeof fixed>>>,
) {
  const tensors = [...graph.inputs, ...graph.parameters.map(({ tensor }) => tensor)];
  return Object.fromEntries(
    tensors.map(({ name, shape }) => {
      const dims = shape.map((size) => (size === 'B' ? batch : Number(size)));
      return [name, given[name] ?? fixed(name, dims)];
    }),
  );
}

let reference: z.infer<typeof referenceSchema>;
beforeAll(async () => {
  const path = new URL('./reference-models.json', import.meta.url);
  reference = referenceSchema.parse(JSON.parse(await readFile(path, 'utf8')));
});

function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  { what, digits }: { what: string; digits: number },
) {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i], `${what} ${i}`).toBeCloseTo(value, digits);
  });
}

describe('a model scores what its published formula gives, worked by PyTorch’s own layers', () => {
  it.each(GRAPH_KINDS)('%s', async (kind: ModelKind) => {
    const definition = modelDefinition(kind);
    const declared = definition.sequenceInputs?.(hyperparameters) ?? [];
    const shape: ModelShape = {
      definition,
      hyperparameters,
      featureCount: SIDES.length,
      sides: SIDES,
      sequences: declared.map((spec, n) => ({
        spec: { ...spec, mask: `${spec.input}.mask`, side: 'viewer' },
        tableIndex: TABLES[n]!,
      })),
    };
    const { graph } = buildScoringGraph(shape);
    const given: Record<string, ReturnType<typeof fixed>> = {};
    for (const [n, { input, length }] of declared.entries()) {
      const dim = hyperparameters.embeddingDim;
      const values = fixed(input, [BATCH, length, dim]);
      const mask = fixed('', [BATCH, length]);
      mask.data.forEach((_, i) => {
        const isThere = i % length < LENGTHS[n]![Math.floor(i / length)]!;
        mask.data[i] = Number(isThere);
        if (!isThere) values.data.fill(0, i * dim, (i + 1) * dim);
      });
      Object.assign(given, { [input]: values, [`${input}.mask`]: mask });
    }
    const scores = await (await loadInDoublePrecision(graph)).run(feedsOf(graph, BATCH, given));
    const expected = reference.models[kind]!;
    expect(Object.keys(scores).sort()).toEqual(Object.keys(expected).sort());
    for (const [output, values] of Object.entries(expected)) {
      expectClose(scores[output]!, values, { what: `${output} of row`, digits: 9 });
    }
    expect(new Set(expected.logit).size).toBe(BATCH);
  });
});

/** In single precision, for onnxruntime fuses x sigmoid(1.702 x) into a node that knows no other. */
async function hiddenOf(graph: Graph, feeds: ReturnType<typeof feedsOf>): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(encodeModel(exportModel(graph)), {
    intraOpNumThreads: 1,
  });
  try {
    const tensors = session.inputNames.map((name) => {
      const { data, dims } = feeds[name]!;
      return [name, new ort.Tensor('float32', Float32Array.from(data), dims)] as const;
    });
    const { hidden } = await session.run(Object.fromEntries(tensors));
    return hidden!.data as Float32Array;
  } finally {
    await session.release();
  }
}

describe('an encoder of histories gives what its published formula gives', () => {
  const settings = sequenceSettingsSchema.parse({
    ...{ dim: 4, heads: 2, layers: 2, maxLength: 5, filterCutoff: 3, filterShare: 0.7 },
  });
  /** The history that each position belongs to: one in the first row, two side by side in the second. */
  const HISTORIES = [
    [0, 0, 0, 0, 0],
    [0, 0, 1, 1, 1],
  ];
  const TIME = 5;

  it.each(Object.keys(SEQUENCE_ENCODERS) as SequenceEncoderName[])('%s', async (name) => {
    const encoder = SEQUENCE_ENCODERS[name];
    const { graph } = buildServingGraph({ encoder, settings, itemCount: 7 });
    const visible = fixed('', [HISTORIES.length, TIME, TIME]);
    visible.data.forEach((_, cell) => {
      const [row, i, j] = [
        Math.floor(cell / TIME ** 2),
        Math.floor(cell / TIME) % TIME,
        cell % TIME,
      ];
      const sameHistory = HISTORIES[row]![i] === HISTORIES[row]![j];
      visible.data[cell] = Number(sameHistory && (encoder.task === 'masked' || j <= i));
    });
    const masked = fixed('', [HISTORIES.length, TIME, 1]);
    masked.data.forEach((_, i) => {
      masked.data[i] = (i % TIME) % 2;
    });
    const feeds = feedsOf(graph, HISTORIES.length, { visible, masked });
    const expected = reference.encoders[name]!;
    const hidden = await hiddenOf(graph, feeds);
    expectClose(hidden, expected, { what: 'number', digits: 5 });
    expect(new Set(expected).size).toBe(expected.length);
  });
});
