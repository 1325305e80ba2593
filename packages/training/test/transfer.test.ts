import { hyperparametersSchema } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { auc, createFeatureEncoder } from '@placard/ranking';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  encodeTrainingRows,
  type FeatureDefinition,
  modelDefinition,
  modelShape,
  range,
  readSourceModel,
  type SourceModel,
  SplitError,
  scoreLogits,
  type TrainingRow,
  type TrainModelOptions,
  TransferError,
  trainModel,
  zeroShotModel,
} from '../src/index.ts';
import { adaptFeatureMap } from '../src/transfer/adapt-feature-map.ts';
import { startingWeights } from '../src/transfer/starting-weights.ts';
import { holdNear } from '../src/transfer/warm-start.ts';

const FEATURES: readonly FeatureDefinition[] = [
  { name: 'viewer', side: 'viewer', kind: 'categorical' },
  { name: 'viewer-interests', side: 'viewer', kind: 'multi' },
  { name: 'viewer-activity', side: 'viewer', kind: 'numeric' },
  { name: 'ad', side: 'ad', kind: 'categorical' },
  { name: 'ad-categories', side: 'ad', kind: 'multi' },
];
const TOPICS = 6;

/** Two markets of one nature: who likes a topic clicks it. Their viewers and ads share nothing but names. */
function market(name: string, count: number, seed: number, topics = TOPICS): TrainingRow[] {
  const random = seededRandom(seed);
  const pick = (size: number) => Math.floor(random() * size);
  return Array.from({ length: count }, (_, i) => {
    const viewer = pick(40);
    const ad = pick(24);
    const topic = ad % topics;
    const likes = viewer % topics;
    const logit = (likes === topic ? 2 : -2) + 0.4 * (topic % 2);
    return {
      atMs: 1_700_000_000_000 + i * 1000,
      adId: `${name}-ad-${ad}`,
      viewerKey: `${name}-viewer-${viewer}`,
      weight: 1,
      clicked: random() < 1 / (1 + Math.exp(-logit)),
      values: {
        viewer: `${name}-viewer-${viewer}`,
        'viewer-interests': [`topic-${likes}`],
        'viewer-activity': pick(20),
        ad: `${name}-ad-${ad}`,
        'ad-categories': [`topic-${topic}`],
      },
    };
  });
}

const HYPERPARAMETERS = {
  embeddingDim: 4,
  hidden: [16],
  batchSize: 128,
  learningRate: 0.005,
  epochs: 8,
};
const options = (rows: readonly TrainingRow[], seed = 1): TrainModelOptions => ({
  rows,
  featureDefinitions: FEATURES,
  modelKind: 'dcn-v2',
  hyperparameters: HYPERPARAMETERS,
  seed,
  threads: 1,
  clock: { nowMs: () => 1_800_000_000_000 },
});

describe('a model that starts from another', () => {
  let source: SourceModel;
  beforeAll(async () => {
    source = readSourceModel((await trainModel(options(market('source', 6_000, 1)))).files);
  });
  const test = market('target', 2_000, 99);

  it('beats one from scratch on a market of the same nature with few events', async () => {
    const few = market('target', 120, 5);
    const scratch = await trainModel({ ...options(few), testRows: test });
    const transfer = { model: source, market: 'other', hold: 0.1 } as const;
    const warm = await trainModel({ ...options(few), testRows: test, transfer });
    expect(warm.card.metrics.auc!).toBeGreaterThan(scratch.card.metrics.auc! + 0.05);
    expect(warm.card.curve[0]).toMatchObject({ step: 0, epoch: 0 });
  });

  it('scores a market it has seen no event of: finitely, and better than chance', async () => {
    const { map, model } = zeroShotModel(source);
    const data = encodeTrainingRows(createFeatureEncoder(map), test);
    const settings = hyperparametersSchema.parse(HYPERPARAMETERS);
    const shape = modelShape(modelDefinition('dcn-v2'), settings, data);
    const logits = await scoreLogits(shape, model, data, range(0, data.count), 1);
    expect(logits.every(Number.isFinite)).toBe(true);
    expect(auc(logits, data.labels)!).toBeGreaterThan(0.7);
  });

  it("has exactly the source's rows for what both know, and the mean row for what is new", () => {
    const learnt = {
      ...source.map,
      features: source.map.features.map((feature) =>
        feature.kind === 'numeric'
          ? { ...feature, boundaries: [1] }
          : { ...feature, vocabulary: [feature.vocabulary[2]!, 'never seen'] },
      ),
    };
    for (const from of ['same', 'other'] as const) {
      const map = adaptFeatureMap(source.map, learnt, from);
      createFeatureEncoder(map);
      const { tables } = startingWeights(source, map);
      const { dim, tables: before } = source.tables[0]!;
      let at = 0;
      map.features.forEach((feature, f) => {
        const was = source.map.features[f]!;
        if (feature.kind === 'numeric' || was.kind === 'numeric') {
          expect(tables[0]!.subarray(at, at + before[f]!.length)).toEqual(before[f]);
          at += before[f]!.length;
          return;
        }
        const row = (r: number) => [...before[f]!.subarray(r * dim, (r + 1) * dim)];
        const words = was.vocabulary.map((_, i) => row(i + 1));
        const mean = row(0).map((_, d) =>
          Math.fround(words.reduce((sum, word) => sum + word[d]!, 0) / words.length),
        );
        ['', ...feature.vocabulary].forEach((word, r) => {
          const known = word === '' ? 0 : was.vocabulary.indexOf(word) + 1;
          const expected = word === 'never seen' ? mean : row(known);
          expect([...tables[0]!.subarray(at + r * dim, at + (r + 1) * dim)]).toEqual(expected);
        });
        at += (feature.vocabulary.length + 1) * dim;
      });
      expect(at).toBe(tables[0]!.length);
    }
  });

  it('takes content from another market, and no id', () => {
    const learnt = adaptFeatureMap(
      source.map,
      {
        ...source.map,
        features: source.map.features.map((feature) =>
          feature.kind === 'numeric' ? feature : { ...feature, vocabulary: ['new'] },
        ),
      },
      'other',
    );
    const words = (name: string) => {
      const feature = learnt.features.find((candidate) => candidate.name === name)!;
      return feature.kind === 'numeric' ? [] : feature.vocabulary;
    };
    expect(words('ad')).toEqual(['new']);
    expect(words('viewer')).toEqual(['new']);
    expect(words('ad-categories').toSorted()).toEqual(
      ['new', ...Array.from({ length: TOPICS }, (_, i) => `topic-${i}`)].toSorted(),
    );
  });

  it('is refused where the source is of another size, and where trees would start from weights', async () => {
    const transfer = { model: source, market: 'other', hold: 0 } as const;
    const few = market('target', 120, 5);
    const wider = { ...HYPERPARAMETERS, hidden: [24] };
    await expect(trainModel({ ...options(few), hyperparameters: wider, transfer })).rejects.toThrow(
      TransferError,
    );
    await expect(
      trainModel({ ...options(few), modelKind: 'boosted-trees', transfer }),
    ).rejects.toThrow(TransferError);
  });
});

describe('a market of ten events', () => {
  it('trains, or is told plainly that it cannot', async () => {
    const ten = market('tiny', 10, 3);
    const { card } = await trainModel(options(ten));
    expect(card.rows).toEqual({ train: 7, validation: 1, test: 2 });
    expect(Number.isFinite(card.metrics.logLoss)).toBe(true);
    const two = ten.slice(0, 2);
    await expect(trainModel(options(two))).rejects.toThrow(SplitError);
    await expect(trainModel(options(two))).rejects.toThrow(/leave none for the/);
  });
});

describe('holding dense weights near the source (L2-SP)', () => {
  it('goes the asked share of the way back, and lets go at 0', () => {
    const slots = [{ name: 'w', dims: [2], initial: 'zeros' as const, start: 0, end: 2 }];
    const weights = { parameters: new Map([['w', Float32Array.of(1, -1)]]), tables: [] };
    const values = Float32Array.of(3, -1);
    holdNear({ slots, values }, { weights, hold: 5 }, 0.1);
    expect([...values]).toEqual([2, -1]);
    holdNear({ slots, values }, { weights, hold: 0 }, 0.1);
    expect([...values]).toEqual([2, -1]);
  });
});
