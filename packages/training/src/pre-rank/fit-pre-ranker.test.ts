import type { FeatureMap, FeatureValues } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { expect, test } from 'vitest';
import { fitPreRanker } from './fit-pre-ranker.ts';

const ADS = 200;
const VIEWERS = 200;
const words = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${name}_${i}`);
const map: FeatureMap = {
  formatVersion: 1,
  features: [
    { name: 'viewer', side: 'viewer', kind: 'categorical', vocabulary: words('v', VIEWERS) },
    { name: 'ad', side: 'ad', kind: 'categorical', vocabulary: words('ad', ADS) },
    { name: 'affinity-long', side: 'cross', kind: 'numeric', boundaries: [0.05, 0.1, 0.2, 0.4] },
  ],
  inputs: [
    {
      input: 'x',
      dim: 1,
      tables: [
        { feature: 'viewer', rows: VIEWERS + 1, byteOffset: 0 },
        { feature: 'ad', rows: ADS + 1, byteOffset: 0 },
        { feature: 'affinity-long', rows: 6, byteOffset: 0 },
      ],
    },
  ],
  calibration: { slope: 1, intercept: 0 },
};

const random = seededRandom(2);
const rows = Array.from({ length: 3_000 }, (_, i) => {
  const ad = `ad_${Math.floor(random() * ADS)}`;
  const viewer = `v_${Math.floor(random() * VIEWERS)}`;
  return {
    atMs: i,
    adId: ad,
    viewerKey: viewer,
    values: { viewer, ad, 'affinity-long': random() / 2 },
    clicked: false,
    weight: 1,
  };
});

/** A model that gives each pair the logit of `logit`. */
function model(logit: (values: FeatureValues) => number) {
  const score = async (pairs: readonly FeatureValues[]) =>
    pairs.map((values) => ({ logit: logit(values), pCtr: 0 }));
  return { map, score };
}

/** A number within -1 and 1 that belongs to a text. */
function numberOf(text: string): number {
  let seed = 5;
  for (const character of text) seed = (seed * 31 + character.charCodeAt(0)) | 0;
  return 2 * seededRandom(seed)() - 1;
}

test('a model of tastes and affinities is distilled, and its report says so', async () => {
  const tastes = model(({ viewer, ad, 'affinity-long': affinity }) => {
    const taste = 2 * numberOf(`1${viewer}`) * numberOf(`1${ad}`);
    return -3 + numberOf(`${ad}`) + taste + 3 * Math.round(Number(affinity) * 2);
  });
  const { report } = await fitPreRanker(tastes, rows, 1);
  expect(report).toMatchObject({ serves: true, candidates: ADS, requests: 32 });
  expect(report.ndcg).toBeGreaterThan(0.995);
  expect(report.meanShortlist).toBeLessThan(ADS / 2);
});

test('a model that no sum of products can follow gets none', async () => {
  const whims = model(({ viewer, ad }) => 3 * numberOf(`${viewer} ${ad}`));
  const { report } = await fitPreRanker(whims, rows, 1);
  expect(report.serves).toBe(false);
  expect(report.logitError).toBeGreaterThan(1);
});

test('the same rows and seed give the same table', async () => {
  const flat = model(({ ad }) => numberOf(`${ad}`));
  const [one, other] = [await fitPreRanker(flat, rows, 4), await fitPreRanker(flat, rows, 4)];
  expect(one.table).toEqual(other.table);
  expect(one.report).toEqual(other.report);
});
