import { seededRandom } from '@placard/domain';
import {
  emptyAdStats,
  featureByName,
  loadScorer,
  readAd,
  readViewer,
  withSlotPosition,
} from '@placard/ranking';
import { expect, test } from 'vitest';
import { type TrainingRow, trainModel } from '../src/index.ts';

const NOW_MS = 1_800_000_000_000;
const ADS = Array.from({ length: 6 }, (_, i) => `ad_${i}`);
/** Logit of a click in the first slot: the last ad is the best. */
const APPEAL = ADS.map((_, i) => -2 + 0.3 * i);
/** Each slot further down costs this much of it. */
const PLACE_EFFECT = 1;
const SLOTS = 4;

/** What a ranker logs that had it the wrong way round: it mostly put the worst ads at the top. */
function biasedRows(count: number): TrainingRow[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, (_, i) => {
    const ad = Math.floor(random() * ADS.length);
    const usual = Math.floor((ad / ADS.length) * SLOTS);
    const position = random() < 0.7 ? usual : Math.floor(random() * SLOTS);
    const p = 1 / (1 + Math.exp(PLACE_EFFECT * position - APPEAL[ad]!));
    return {
      atMs: i,
      adId: ADS[ad]!,
      viewerKey: null,
      values: withSlotPosition({ ad: ADS[ad]! }, position),
      clicked: random() < p,
      weight: 1,
    };
  });
}

/** What serving makes of each ad, by a model trained on these features of the log. */
async function servedOrder(features: readonly string[]): Promise<string[]> {
  const { files } = await trainModel({
    rows: biasedRows(16_000),
    featureDefinitions: features.map((name) => {
      const { side, kind } = featureByName(name);
      return { name, side, kind };
    }),
    modelKind: 'logistic-regression',
    hyperparameters: {
      ...{ batchSize: 128, epochs: 12, patienceEpochs: 12 },
      ...{ embeddingLearningRate: 0.2, hiddenShare: 0 },
    },
    seed: 1,
    threads: 1,
    clock: { nowMs: () => NOW_MS },
  });
  const scorer = await loadScorer('mdl_test', files);
  const request = {
    ...{ nowMs: NOW_MS, placementId: 'plc_1', propertyId: 'prp_1' },
    ...{ pageCategories: [], pageKeywords: [], pageItemId: null },
    ...{ device: null, os: null, country: null, language: null },
  };
  const batch = scorer.embedder.newBatch(ADS.length);
  const part = scorer.embedder.requestPart(request, readViewer(null, {}, null, NOW_MS));
  for (const adId of ADS) {
    const facts = {
      ...{ adId, itemId: null, categories: [], advertiserId: 'adv_1', format: 'text' },
      ...{ width: 300, height: 250, createdAtMs: 0, text: '', priceMicros: null },
    };
    const reading = readAd(facts, emptyAdStats('mkt_1'), NOW_MS);
    scorer.embedder.append(batch, part, scorer.embedder.adPart(reading));
  }
  const logits = await scorer.logits(batch);
  await scorer.dispose();
  const order = ADS.map((adId, i) => ({ adId, logit: logits[i]! }));
  return order.sort((a, b) => b.logit - a.logit).map(({ adId }) => adId);
}

test('clicks that a bad ranker’s places misled are read rightly: the served order is that of the ads themselves', async () => {
  const best = [...ADS].reverse();
  const naive = await servedOrder(['ad']);
  expect(naive.indexOf('ad_5')).toBeGreaterThan(naive.indexOf('ad_0'));
  expect(await servedOrder(['ad', 'slot-position'])).toEqual(best);
});
