import { featureMapSchema } from '@placard/contracts';
import {
  createFeatureEncoder,
  defaultFeatures,
  emptyAdStats,
  emptyProfile,
  loadScorer,
  readAd,
  readFeatures,
  readViewer,
  type Scorer,
} from '@placard/ranking';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TrainModelResult, trainModel } from '../src/index.ts';
import { HISTORY_FEATURES, presenceRows } from './history-market.ts';

const rows = presenceRows(6_000, 2);
const NOW_MS = 1_800_000_000_000;
const REQUEST = {
  ...{ nowMs: NOW_MS, placementId: 'plc_1', propertyId: 'prp_1' },
  ...{ pageCategories: [], pageKeywords: [], pageItemId: null },
  ...{ device: null, os: null, country: null, language: null },
};
const AD = {
  ...{ priceMicros: null, advertiserId: 'adv_1', format: 'image', width: 300, height: 250 },
  ...{ createdAtMs: 0, text: '' },
};

function train(features = HISTORY_FEATURES, refit = false): Promise<TrainModelResult> {
  return trainModel({
    rows,
    featureDefinitions: features,
    modelKind: 'din',
    hyperparameters: {
      embeddingDim: 8,
      hidden: [16],
      historyLength: 6,
      batchSize: 128,
      epochs: 9,
      patienceEpochs: 9,
      schedule: 'warm-up',
      learningRate: 0.01,
      embeddingLearningRate: 0.1,
      hiddenShare: 0,
    },
    seed: 1,
    threads: 1,
    refit,
    clock: { nowMs: () => NOW_MS },
  });
}

describe('a model of histories, from rows to scores', () => {
  let result: TrainModelResult;
  let scorer: Scorer;
  beforeAll(async () => {
    result = await train();
    scorer = await loadScorer('mdl_test', result.files);
  });
  afterAll(() => scorer.dispose());

  it('knows more than its baseline, which pools the history', () => {
    const { metrics, baselines } = result.card;
    expect(metrics.auc).toBeGreaterThan(baselines['logistic-regression']!.auc! + 0.2);
  });

  it('scores in the scorer what it scored in training, histories alternating or not', async () => {
    const sample = result.test.slice(0, 300);
    const scores = await scorer.score(sample.map(({ values }) => values));
    scores.forEach(({ pCtr }, i) => {
      expect(pCtr).toBeCloseTo(result.predictions.model[i]!, 5);
    });
    const { values } = sample[0]!;
    const offers = sample.map((row) => ({ ...values, item: row.values.item! }));
    const together = await scorer.score(offers);
    for (const i of [0, 7, 299]) {
      const [alone] = await scorer.score([offers[i]!]);
      expect(together[i]!.logit).toBeCloseTo(alone!.logit, 5);
    }
  });

  it('prefers what the viewer has seen', async () => {
    const name = (thing: number) => `thing_${thing}`;
    const things = Array.from({ length: 60 }, (_, i) => i);
    const seen = things.filter((thing) => thing % 10 === 3);
    const history = seen.map(name);
    const scores = await scorer.score(
      things.map((thing) => ({ 'viewer-last-items': history, item: name(thing) })),
    );
    const meanOf = (some: readonly number[]) =>
      some.reduce((sum, thing) => sum + scores[thing]!.pCtr, 0) / some.length;
    const unseen = things.filter((thing) => !seen.includes(thing));
    expect(meanOf(seen)).toBeGreaterThan(meanOf(unseen) + 0.1);
  });

  it('scores candidates of one request as it scores each from its logged values', async () => {
    const history = ['thing_3', 'thing_40', 'thing_7'].map((itemId, i) => ({
      ...{ kind: 'view' as const, itemId, adId: null, categories: [itemId], atMs: NOW_MS - i },
    }));
    const profile = { ...emptyProfile('mkt_1', 'v1'), recent: history };
    const ads = ['thing_40', 'thing_8', null].map((itemId, i) =>
      readAd(
        { ...AD, adId: `ad_${i}`, itemId, categories: itemId ? [itemId] : [] },
        emptyAdStats('mkt_1'),
        NOW_MS,
      ),
    );
    // A viewer with a history and one of whom nothing is known.
    for (const viewer of [
      readViewer('v1', {}, profile, NOW_MS),
      readViewer(null, {}, null, NOW_MS),
    ]) {
      const { embedder } = scorer;
      const batch = embedder.newBatch(8);
      const part = embedder.requestPart(REQUEST, viewer);
      for (const ad of ads) embedder.append(batch, part, embedder.adPart(ad));
      const features = defaultFeatures({ viewerAttributes: [] });
      const logged = ads.map((ad) => readFeatures(features, { request: REQUEST, viewer, ad }));
      const expected = await scorer.score(logged);
      const logits = await scorer.logits(batch);
      expect([...logits]).toEqual(expected.map(({ logit }) => logit));
      expect([...logits].every(Number.isFinite)).toBe(true);
    }
  });

  it('shares one vocabulary between history and offer, and says so in the map', () => {
    const bytes = Buffer.from(result.files['feature-map.json']).toString();
    const map = featureMapSchema.parse(JSON.parse(bytes));
    expect(map.sequences).toEqual([
      {
        input: 'history.items',
        mask: 'history.items.mask',
        feature: 'viewer-last-items',
        side: 'viewer',
        table: 'item',
        embedding: 'embedding',
        length: 6,
      },
    ]);
    const [sequence] = createFeatureEncoder(map).sequences;
    const places = new Int32Array(6);
    sequence!.write(['thing_7', 'never seen'], places, 0);
    const item = createFeatureEncoder(map).features.find(({ name }) => name === 'item')!;
    const offered: number[] = [];
    item.append('thing_7', offered);
    expect([...places]).toEqual([offered[0], 0, -1, -1, -1, -1]);
    expect(offered[0]).toBeGreaterThan(0);
  });
});

describe('what rows without histories get', () => {
  it('an error that names the features a history model needs', async () => {
    const features = HISTORY_FEATURES.filter(({ name }) => name !== 'item');
    await expect(train(features)).rejects.toThrow(/viewer-last-items with item/);
  });
});
