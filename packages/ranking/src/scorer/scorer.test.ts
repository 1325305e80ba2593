import {
  type Golden,
  type ModelCard,
  modelCardSchema,
  type SequenceInput,
} from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import {
  add,
  concat,
  decodeModel,
  encodeModel,
  exportModel,
  Graph,
  linear,
  multiply,
  reduceSum,
  unsqueeze,
} from '@placard/graph';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FEATURES, featureMap, pairReading, SEQUENCES, tablesFile } from '../../test/readings.ts';
import { embedPairs, readTables } from '../embed.ts';
import { embedSequences } from '../embed-sequences.ts';
import { createFeatureEncoder } from '../encode.ts';
import { readFeatures } from '../features/read-features.ts';
import { type ArtefactFiles, ArtefactRefused, loadScorer } from './load-scorer.ts';
import { createPairEmbedder } from './pair-embedder.ts';
import { calibrate } from './scorer.ts';

const random = seededRandom(5);
const draw = () => random() - 0.5;
const map = { ...featureMap(), sequences: SEQUENCES };
const tables = tablesFile(map, draw);
const widths = map.inputs.map(({ dim }) => dim * FEATURES.length);

/** logit = w . [embeddings, weights] + b + the sum of each sequence, newest first, times 1, 2, ..., as ONNX. */
function linearModel(inputs = ['embeddings', 'weights'], output = 'logit'): Uint8Array {
  const graph = new Graph();
  const joined = concat(
    inputs.map((input, i) => graph.input(input, ['B', widths[i]!])),
    1,
  );
  const width = widths[0]! + widths[1]!;
  const weight = graph.parameter('weight', [1, width], 'zeros');
  const bias = graph.parameter('bias', [1], 'zeros');
  let logit = linear(joined, weight, bias);
  for (const { input, mask, length, side } of SEQUENCES) {
    const lists = side === 'ad' ? 'B' : 1;
    const values = graph.input(input, [lists, length, map.inputs[0]!.dim]);
    const place = graph.constant(places(length), [1, length], 'float32');
    const weights = unsqueeze(multiply(graph.input(mask, [lists, length]), place), [2]);
    const sum = reduceSum(multiply(values, weights), [2], { keepDimensions: true });
    logit = add(logit, reduceSum(sum, [1]));
  }
  graph.output(output, logit);
  const values = Float32Array.from({ length: width }, (_, i) => Math.sin(i));
  return encodeModel(
    exportModel(graph, {
      parameters: new Map([
        ['weight', values],
        ['bias', Float32Array.of(0.25)],
      ]),
    }),
  );
}

const places = (length: number) => Array.from({ length }, (_, i) => i + 1);

const card: ModelCard = modelCardSchema.parse({
  formatVersion: 1,
  kind: 'logistic-regression',
  seed: 1,
  engine: 'ort',
  hyperparameters: {},
  parameterCount: { dense: 1, embeddings: 1 },
  dataWindow: { fromMs: 0, toMs: 1, splitAtMs: 1 },
  rows: { train: 1, validation: 1, test: 1 },
  features: [],
  metrics: {
    rows: 1,
    clicks: 0,
    logLoss: 0,
    auc: null,
    gauc: null,
    normalisedEntropy: null,
    ece: 0,
    calibrationRatio: null,
  },
  baselines: {},
  slices: [],
  calibrationBins: [],
  curve: [],
  trainedAtMs: 0,
  durationMs: 0,
});
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const sample = fc.sample(pairReading, 20);

function artefact(change: Partial<ArtefactFiles> = {}, golden?: Golden): ArtefactFiles {
  return {
    'model.onnx': linearModel(),
    'tables.bin': tables,
    'feature-map.json': json(map),
    'golden.json': json(golden ?? goldenOf(sample.slice(0, 3))),
    'card.json': json(card),
    ...change,
  };
}

/** Golden cases computed here by hand, not by the runtime. */
function goldenOf(pairs: typeof sample, off = 0): Golden {
  const encoder = createFeatureEncoder(map);
  const inputs = readTables(map, tables);
  return {
    tolerance: 1e-4,
    cases: pairs.map((pair) => {
      const values = readFeatures(FEATURES, pair);
      const embedded = embedPairs(encoder, inputs, [values]);
      const row = [...embedded.get('embeddings')!, ...embedded.get('weights')!];
      let logit = off + row.reduce((sum, x, i) => sum + x * Math.fround(Math.sin(i)), 0.25);
      embedSequences(encoder, inputs, [values]).forEach(({ values: sequence }, s) => {
        const dim = sequence.length / SEQUENCES[s]!.length;
        sequence.forEach((x, i) => {
          logit += x * (1 + Math.floor(i / dim));
        });
      });
      return { values, logit, pCtr: calibrate(map, logit) };
    }),
  };
}

describe('the hot path', () => {
  test('fills the same bits as the plain path, for any pair', () => {
    const encoder = createFeatureEncoder(map);
    const inputs = readTables(map, tables);
    const embedder = createPairEmbedder(encoder, inputs);
    fc.assert(
      fc.property(fc.array(pairReading, { minLength: 1, maxLength: 6 }), (pairs) => {
        const { request, viewer } = pairs[0]!;
        const batch = embedder.newBatch(pairs.length + 2);
        const part = embedder.requestPart(request, viewer);
        const mixed = pairs.map(({ ad }) => ({ request, viewer, ad }));
        for (const { ad } of mixed) embedder.append(batch, part, embedder.adPart(ad));
        const plain = embedPairs(
          encoder,
          inputs,
          mixed.map((pair) => readFeatures(FEATURES, pair)),
        );
        map.inputs.forEach(({ input }, i) => {
          const expected = plain.get(input)!;
          expect(batch.rows[i]!.subarray(0, expected.length)).toEqual(expected);
        });
        const values = mixed.map((pair) => readFeatures(FEATURES, pair));
        const expected = embedSequences(encoder, inputs, values);
        const ofSide = (ofAd: boolean) =>
          expected.filter((_, i) => (SEQUENCES[i]!.side === 'ad') === ofAd);
        expect(batch.sequences).toEqual(ofSide(false));
        ofSide(true).forEach((words, i) => {
          const filled = batch.adSequences[i]!;
          expect(filled.values.subarray(0, words.values.length)).toEqual(words.values);
          expect(filled.mask.subarray(0, words.mask.length)).toEqual(words.mask);
        });
      }),
    );
  });

  test('does so when sides are interleaved in the map', () => {
    const shuffled = FEATURES.map((feature, i) => ({ feature, key: Math.sin(i * 7) }))
      .sort((a, b) => a.key - b.key)
      .map(({ feature }) => feature);
    const other = featureMap(shuffled);
    const encoder = createFeatureEncoder(other);
    const inputs = readTables(other, tablesFile(other, draw));
    const embedder = createPairEmbedder(encoder, inputs);
    for (const pair of sample) {
      const batch = embedder.newBatch(1);
      const part = embedder.requestPart(pair.request, pair.viewer);
      embedder.append(batch, part, embedder.adPart(pair.ad));
      const plain = embedPairs(encoder, inputs, [readFeatures(shuffled, pair)]);
      expect(batch.rows).toEqual([...plain.values()]);
    }
  });

  test('refuses to mix candidates of two requests, whose sequences differ', () => {
    const embedder = createPairEmbedder(createFeatureEncoder(map), readTables(map, tables));
    const [one, other] = sample.map(({ request, viewer }) => embedder.requestPart(request, viewer));
    const batch = embedder.newBatch(2);
    embedder.append(batch, one!, embedder.adPart(sample[0]!.ad));
    expect(() => embedder.append(batch, other!, embedder.adPart(sample[1]!.ad))).toThrow(
      /one request/,
    );
    batch.count = 0;
    embedder.append(batch, other!, embedder.adPart(sample[1]!.ad));
    expect(batch.sequences).toBe(other!.sequences);
  });

  test('scores what the plain path scores', async () => {
    const scorer = await loadScorer('mdl_1', artefact());
    const { request, viewer } = sample[0]!;
    const pairs = sample.map(({ ad }) => ({ request, viewer, ad }));
    const plain = await scorer.score(pairs.map((pair) => readFeatures(FEATURES, pair)));
    const batch = scorer.embedder.newBatch(pairs.length);
    const part = scorer.embedder.requestPart(request, viewer);
    for (const { ad } of pairs) scorer.embedder.append(batch, part, scorer.embedder.adPart(ad));
    expect([...(await scorer.logits(batch))]).toEqual(plain.map(({ logit }) => logit));
    expect(plain[0]?.pCtr).toBe(calibrate(map, plain[0]!.logit));
    expect(await scorer.score([])).toEqual([]);
    await scorer.dispose();
  });
});

function withSequence(change: Partial<SequenceInput>): ArtefactFiles {
  const sequences = map.sequences.map((sequence, i) =>
    i === 0 ? { ...sequence, ...change } : sequence,
  );
  return artefact({ 'feature-map.json': json({ ...map, sequences }) });
}

describe('an artefact is refused', () => {
  const cases: [string, () => ArtefactFiles, RegExp][] = [
    ['whose golden scores differ', () => artefact({}, goldenOf(sample, 0.01)), /golden case 0/],
    ['whose tables changed', () => artefact({ 'tables.bin': tablesFile(map, draw) }), /golden/],
    ['whose tables are short', () => artefact({ 'tables.bin': tables.slice(0, 64) }), /outside/],
    ['whose model is noise', () => artefact({ 'model.onnx': json('noise') }), /model\.onnx/],
    [
      'whose model takes other inputs',
      () => artefact({ 'model.onnx': linearModel(['embeddings', 'other']) }),
      /other/,
    ],
    [
      'whose model gives another output',
      () => artefact({ 'model.onnx': linearModel(undefined, 'score') }),
      /no output called logit/,
    ],
    [
      'whose map names a feature unknown here',
      () => {
        const text = JSON.stringify(map).replaceAll('"hour"', '"phase-of-moon"');
        return artefact({ 'feature-map.json': new TextEncoder().encode(text) });
      },
      /phase-of-moon/,
    ],
    [
      'whose map reads a feature from another side',
      () => {
        const moved = { ...map, features: map.features.map((f) => ({ ...f, side: 'ad' })) };
        return artefact({ 'feature-map.json': json(moved) });
      },
      /here it is/,
    ],
    [
      'whose sequence shares the table of a feature it does not have',
      () => withSequence({ table: 'phase-of-moon' }),
      /unknown feature phase-of-moon/,
    ],
    [
      'whose sequence reads an embedding input it does not have',
      () => withSequence({ embedding: 'other' }),
      /unknown embedding input other/,
    ],
    [
      'whose sequence is of no list',
      () => withSequence({ feature: 'viewer-ctr' }),
      /here it is viewer numeric/,
    ],
    ['whose graph lacks a sequence', () => withSequence({ input: 'other' }), /model\.onnx takes/],
    ['whose card is not one', () => artefact({ 'card.json': json({}) }), /card\.json/],
    ['without golden cases', () => artefact({}, { tolerance: 1, cases: [] }), /golden\.json/],
  ];
  test.each(cases)('%s', async (_why, files, message) => {
    const loading = loadScorer('mdl_1', files());
    await expect(loading).rejects.toThrow(ArtefactRefused);
    await expect(loading).rejects.toThrow(message);
  });

  test('whose model reads a file from outside itself', async () => {
    const model = decodeModel(linearModel());
    const [tensor] = model.graph.initializer;
    tensor!.externalData = [{ key: 'location', value: '.env' }];
    tensor!.dataLocation = 1;
    const loading = loadScorer('mdl_1', artefact({ 'model.onnx': encodeModel(model) }));
    await expect(loading).rejects.toThrow(/external data/);
  });
});
