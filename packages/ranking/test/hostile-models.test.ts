import { type FeatureMap, modelCardSchema } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import {
  concat,
  decodeModel,
  encodeModel,
  exportModel,
  Graph,
  linear,
  type OnnxModel,
  type OnnxNode,
} from '@placard/graph';
import { expect, test } from 'vitest';
import { type ArtefactFiles, ArtefactRefused, loadScorer } from '../src/index.ts';
import { FEATURES, featureMap, tablesFile } from './readings.ts';

const random = seededRandom(9);
const map = featureMap();
const tables = tablesFile(map, () => random() - 0.5);
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** logit = 0 x [embeddings, weights] + 0.25. */
function honestModel(): OnnxModel {
  const graph = new Graph();
  const joined = concat(
    map.inputs.map(({ input, dim }) => graph.input(input, ['B', dim * FEATURES.length])),
    1,
  );
  const width = Number(joined.shape[1]);
  const weight = graph.parameter('weight', [1, width], 'zeros');
  graph.output('logit', linear(joined, weight, graph.parameter('bias', [1], 'zeros')));
  const parameters = new Map([
    ['weight', new Float32Array(width)],
    ['bias', Float32Array.of(0.25)],
  ]);
  return decodeModel(encodeModel(exportModel(graph, { parameters })));
}

const honest: ArtefactFiles = {
  'model.onnx': encodeModel(honestModel()),
  'tables.bin': tables,
  'feature-map.json': json(map),
  'golden.json': json({
    tolerance: 1e-4,
    cases: [{ values: {}, logit: 0.25, pCtr: 1 / (1 + Math.exp(-(0.9 * 0.25 - 0.1))) }],
  }),
  'card.json': json(
    modelCardSchema.parse({
      ...{ formatVersion: 1, kind: 'logistic-regression', seed: 1, engine: 'ort' },
      hyperparameters: {},
      parameterCount: { dense: 1, embeddings: 1 },
      dataWindow: { fromMs: 0, toMs: 1, splitAtMs: 1 },
      rows: { train: 1, validation: 1, test: 1 },
      metrics: {
        ...{ rows: 1, clicks: 0, logLoss: 0, auc: null, gauc: null },
        ...{ normalisedEntropy: null, ece: 0, calibrationRatio: null },
      },
      ...{ features: [], baselines: {}, slices: [], calibrationBins: [], curve: [] },
      ...{ trainedAtMs: 0, durationMs: 0 },
    }),
  ),
};

const node = (opType: string, input: string[], output: string, more: Partial<OnnxNode> = {}) => ({
  ...{ opType, input, output: [output], attribute: [] },
  ...more,
});
/** Puts nodes before the model's last, which turns the logit out. */
const insert = (model: OnnxModel, ...nodes: OnnxNode[]) =>
  model.graph.node.splice(model.graph.node.length - 1, 0, ...nodes);
const integers = (name: string, values: number[]) => ({
  ...{ name, dataType: 7, dims: [values.length] },
  rawData: new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
  ...{ floatData: [], int32Data: [], int64Data: [], doubleData: [], externalData: [] },
});

const model = (change: (model: OnnxModel) => void) => (): Partial<ArtefactFiles> => {
  const changed = honestModel();
  change(changed);
  return { 'model.onnx': encodeModel(changed) };
};
const features = (change: (map: FeatureMap) => unknown) => (): Partial<ArtefactFiles> => ({
  'feature-map.json': json(change(structuredClone(map))),
});
/** A length-delimited protobuf field. */
const field = (id: number, content: Uint8Array): Buffer => {
  const size: number[] = [];
  for (let rest = content.length; ; rest >>>= 7) {
    size.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest < 128) break;
  }
  const tag = (id << 3) | 2;
  return Buffer.concat([
    Buffer.from(tag < 128 ? [tag] : [(tag & 127) | 128, tag >> 7]),
    Buffer.from(size),
    content,
  ]);
};

const HOSTILE: [name: string, files: () => Partial<ArtefactFiles>, reason: RegExp][] = [
  [
    'a weight that is read from a file of the server',
    model(({ graph }) => {
      const [tensor] = graph.initializer;
      tensor!.externalData = [{ key: 'location', value: '../../.env' }];
      tensor!.dataLocation = 1;
    }),
    /external data/,
  ],
  [
    'a graph larger than may be parsed',
    () => ({ 'model.onnx': { byteLength: 300 * 1024 * 1024 } as Uint8Array }),
    /model\.onnx has 314572800 bytes/,
  ],
  [
    'golden cases by the million',
    () => ({ 'golden.json': { byteLength: 17 * 1024 * 1024 } as Uint8Array }),
    /golden\.json has/,
  ],
  [
    'an operator that nobody here emits',
    model((hostile) => insert(hostile, node('ConstantOfShape', ['embeddings'], 'bomb'))),
    /operator ConstantOfShape is not allowed/,
  ],
  [
    'a loop without end',
    model((hostile) => insert(hostile, node('Loop', ['', ''], 'forever'))),
    /operator Loop is not allowed/,
  ],
  [
    'a branch with a graph inside',
    model((hostile) => insert(hostile, node('If', ['embeddings'], 'hidden'))),
    /operator If is not allowed/,
  ],
  [
    'a graph inside an attribute of an honest operator',
    () => {
      // AttributeProto.g is field 6, of a NodeProto (field 5), of the GraphProto (field 1), of the model (field 7).
      const inner = field(
        5,
        Buffer.concat([field(1, Buffer.from('body')), field(6, Buffer.from([]))]),
      );
      const scan = Buffer.concat([
        field(2, Buffer.from('x')),
        field(4, Buffer.from('Relu')),
        inner,
      ]);
      return { 'model.onnx': field(7, field(1, scan)) };
    },
    /outside the ONNX subset|canonical form/,
  ],
  [
    'an operator of a library of its own',
    model((hostile) => insert(hostile, node('Relu', ['embeddings'], 'x', { domain: 'com.evil' }))),
    /com\.evil/,
  ],
  [
    'a shape that explodes when it runs',
    model((hostile) => {
      hostile.graph.initializer.push(integers('huge', [1_000_000, 1_000_000, 1]));
      insert(hostile, node('Expand', ['bias', 'huge'], 'bomb'));
    }),
    /would hold 1000000000000 values/,
  ],
  [
    'a tensor that doubles forty times over',
    model((hostile) => {
      const axis = { name: 'axis', type: 2, i: 1, floats: [], ints: [], strings: [] };
      let last = 'weights';
      for (let i = 0; i < 40; i++) {
        insert(hostile, node('Concat', [last, last], `double${i}`, { attribute: [axis] }));
        last = `double${i}`;
      }
    }),
    /Concat double\d+ would hold \d+ values/,
  ],
  [
    'a shape that only the run decides',
    model((hostile) => {
      const cast = { name: 'to', type: 2, i: 7, floats: [], ints: [], strings: [] };
      insert(
        hostile,
        node('Cast', ['weights'], 'chosen', { attribute: [cast] }),
        node('Expand', ['bias', 'chosen'], 'bomb'),
      );
    }),
    /not known before it runs/,
  ],
  [
    'padding by a terabyte',
    model((hostile) => {
      hostile.graph.initializer.push(integers('pads', [0, 0, 2 ** 40, 0]));
      insert(hostile, node('Pad', ['weights', 'pads'], 'bomb'));
    }),
    /would hold \d+ values/,
  ],
  [
    'honest operators in a number that takes minutes',
    model((hostile) => {
      const side = 1_024;
      const zeros = new Uint8Array(side * side * 4);
      const { initializer } = hostile.graph;
      initializer.push({ ...initializer[0]!, name: 'big', dims: [side, side], rawData: zeros });
      hostile.graph.initializer.push(integers('wide', [1, side]), integers('on', [1]));
      insert(
        hostile,
        node('Slice', ['weights', integersAt(hostile, 'zero', 0), 'on', 'on'], 'column'),
        node('Expand', ['column', 'wide'], 'row0'),
        ...Array.from({ length: 300 }, (_, i) => node('MatMul', [`row${i}`, 'big'], `row${i + 1}`)),
      );
    }),
    /multiply-adds/,
  ],
  [
    'more nodes than anybody can check',
    model((hostile) => {
      insert(
        hostile,
        ...Array.from({ length: 20_001 }, (_, i) => node('Relu', ['weights'], `r${i}`)),
      );
    }),
    /20\d+ nodes exceed 20000/,
  ],
  [
    'a node that reads what is made after it',
    model((hostile) => {
      insert(hostile, node('Relu', ['second'], 'first'), node('Relu', ['first'], 'second'));
    }),
    /reads second before it is made/,
  ],
  [
    'strings where numbers belong',
    model(({ graph }) => {
      graph.initializer[0]!.dataType = 8;
    }),
    /does not carry its .* values inline/,
  ],
  [
    'a weight that is no number',
    model(({ graph }) => {
      const values = Float32Array.of(Number.NaN);
      graph.initializer.find(({ name }) => name === 'bias')!.rawData = new Uint8Array(
        values.buffer,
      );
    }),
    /tensor bias holds values that are no finite numbers/,
  ],
  [
    'an embedding that is infinite, of a value that no golden case has',
    () => {
      const poisoned = tables.slice();
      new DataView(poisoned.buffer).setFloat32(4 * 77, Number.POSITIVE_INFINITY, true);
      return { 'tables.bin': poisoned };
    },
    /no finite number at byte 308/,
  ],
  [
    'a protobuf cut short',
    () => ({ 'model.onnx': encodeModel(honestModel()).slice(0, -7) }),
    /model\.onnx/,
  ],
  [
    'fields nested a hundred thousand deep',
    () => ({ 'model.onnx': Buffer.alloc(100_000, 0x0b) }),
    /model\.onnx/,
  ],
  [
    'a feature map nested a million deep',
    () => ({ 'feature-map.json': Buffer.from('['.repeat(1_000_000)) }),
    /feature-map\.json/,
  ],
  [
    'golden scores that it does not reach',
    () => ({
      'golden.json': json({ tolerance: 1e-4, cases: [{ values: {}, logit: 3, pCtr: 0.9 }] }),
    }),
    /golden case 0: expected logit 3/,
  ],
  [
    'a feature whose name is a path',
    features((hostile) => renamed(hostile, 'viewer-attribute:../../../etc/passwd')),
    /is no name/,
  ],
  [
    'a feature whose name reaches a prototype',
    features((hostile) => renamed(hostile, '__proto__')),
    /is no name/,
  ],
  [
    'tables that claim more rows than a planet has',
    features((hostile) => {
      hostile.inputs[0]!.tables[0]!.rows = 2 ** 40;
      return hostile;
    }),
    /has 1099511627776 rows/,
  ],
  [
    'a thousand tables out of the same bytes',
    features((hostile) => {
      for (const table of hostile.inputs[0]!.tables) table.byteOffset = 0;
      return hostile;
    }),
    /lies over that of/,
  ],
  [
    'a vocabulary larger than its table',
    features((hostile) => {
      const [feature] = hostile.features;
      if (feature && 'vocabulary' in feature) feature.vocabulary.push(...Array(1000).fill('x'));
      return hostile;
    }),
    /rows, not/,
  ],
];

function renamed(hostile: FeatureMap, name: string): unknown {
  const was = hostile.features.find((feature) =>
    feature.name.startsWith('viewer-attribute:'),
  )!.name;
  return JSON.parse(JSON.stringify(hostile).replaceAll(JSON.stringify(was), JSON.stringify(name)));
}

function integersAt(hostile: OnnxModel, name: string, value: number): string {
  hostile.graph.initializer.push(integers(name, [value]));
  return name;
}

test('the same artefact without hostility loads', async () => {
  const scorer = await loadScorer('mdl_1', honest);
  await scorer.dispose();
});

test('at least twelve kinds of hostile model file are tried', () => {
  expect(new Set(HOSTILE.map(([name]) => name)).size).toBeGreaterThanOrEqual(12);
});

test.each(HOSTILE)('no hostile model file is loaded: %s', async (_name, files, reason) => {
  const startedMs = performance.now();
  const loading = loadScorer('mdl_1', { ...honest, ...files() });
  await expect(loading).rejects.toThrow(ArtefactRefused);
  await expect(loading).rejects.toThrow(reason);
  // A refusal must not cost what the bomb would have.
  expect(performance.now() - startedMs).toBeLessThan(10_000);
});
