import type { FeatureMap, SequenceInput } from '@placard/contracts';
import { DAY_MS } from '@placard/domain';
import fc from 'fast-check';
import { emptyAdStats } from '../src/ad-stats/ad-stats.ts';
import { type AdFacts, readAd } from '../src/ad-stats/read-ad.ts';
import { rowCount } from '../src/encode.ts';
import { defaultFeatures } from '../src/features/default-features.ts';
import type { Feature, PairReading } from '../src/features/feature.ts';
import { applyEvent, emptyProfile } from '../src/profile/apply-event.ts';
import { readViewer } from '../src/profile/read-viewer.ts';
import { decision, event, inOrder } from './events.ts';

export const NOW_MS = 40 * DAY_MS;
const category = fc.constantFrom('jazz', 'chess', 'shoes', 'news');
const categories = fc.uniqueArray(category, { maxLength: 3 });
const adId = fc.constantFrom('ad_1', 'ad_2', 'ad_3');

const facts: fc.Arbitrary<AdFacts> = fc.record({
  adId,
  itemId: fc.option(fc.constantFrom('itm_1', 'itm_2')),
  categories,
  priceMicros: fc.option(fc.integer({ min: 0, max: 5_000_000_000 })),
  advertiserId: fc.constantFrom('adv_1', 'adv_2'),
  format: fc.constantFrom('image', 'text'),
  width: fc.constant(300),
  height: fc.constantFrom(250, 600),
  createdAtMs: fc.integer({ min: 0, max: NOW_MS }),
  text: fc.constantFrom('', 'Warm shoes', 'Shoes for rain, warm and dry'),
});
const history = fc.array(
  fc.record({
    kind: fc.constantFrom('impression' as const, 'click' as const, 'view' as const),
    atMs: fc.integer({ min: 0, max: NOW_MS }),
    categories,
    adId,
    itemId: fc.option(fc.constantFrom('itm_1', 'itm_2')),
  }),
  { maxLength: 12 },
);
const viewer = fc
  .record({ known: fc.boolean(), history, age: fc.option(fc.constantFrom('20', '30')) })
  .map(({ known, history: past, age }) => {
    const events = past.map(({ kind, atMs, adId: ad, ...rest }) => {
      const plain = event(kind, { occurredAtMs: atMs, ...rest });
      return plain.decision ? { ...plain, decision: decision(ad) } : plain;
    });
    const profile = known ? inOrder(events).reduce(applyEvent, emptyProfile('mkt_1', 'v1')) : null;
    return readViewer(known ? 'v1' : null, age ? { age } : {}, profile, NOW_MS);
  });
const request = fc.record({
  nowMs: fc.constant(NOW_MS),
  placementId: fc.constantFrom('plc_1', 'plc_2'),
  propertyId: fc.constant('prp_1'),
  pageCategories: categories,
  pageKeywords: fc.uniqueArray(fc.constantFrom('k1', 'k2'), { maxLength: 2 }),
  pageItemId: fc.constantFrom(null, 'itm_1'),
  device: fc.constantFrom(null, 'phone', 'desktop'),
  os: fc.constantFrom(null, 'ios'),
  country: fc.constantFrom(null, 'DE', 'FR'),
  language: fc.constantFrom(null, 'de'),
});
const stats = fc.record({ impressions: fc.nat(1000), clicks: fc.nat(50) }).map((counts) => ({
  ...emptyAdStats('mkt_1'),
  byAd: new Map([['ad_1', { ...counts, conversions: 0 }]]),
}));

export const pairReading: fc.Arbitrary<PairReading> = fc
  .record({ request, viewer, facts, stats })
  .map(({ facts: ad, stats: counters, ...rest }) => ({
    ...rest,
    ad: readAd(ad, counters, NOW_MS),
  }));

export const FEATURES = defaultFeatures({ viewerAttributes: ['age'] });
const WORDS = [
  ...['jazz', 'chess', 'shoes', 'ad_1', 'ad_2', 'itm_1', 'adv_1', 'plc_1', 'prp_1', 'v1'],
  ...['image', '300x250', 'phone', 'ios', 'DE', 'de', '20', '0', '1', '5', 'k1'],
];

/** What a viewer's history adds to a map: one list shorter and one longer than most; an ad's words, a page's. */
export const SEQUENCES: SequenceInput[] = [
  { feature: 'viewer-last-items', side: 'viewer' as const, table: 'item', length: 2 },
  { feature: 'viewer-clicked-ads', side: 'viewer' as const, table: 'ad', length: 6 },
  { feature: 'ad-words', side: 'ad' as const, table: 'page-keywords', length: 3 },
  { feature: 'page-categories', side: 'context' as const, table: 'ad-categories', length: 3 },
].map((sequence) => ({
  ...sequence,
  input: sequence.feature,
  mask: `${sequence.feature}.mask`,
  embedding: 'embeddings',
}));

/** A map of the given features with two inputs, tables laid out one after the other. */
export function featureMap(features: readonly Feature[] = FEATURES): FeatureMap {
  const encodings = features.map(({ name, side, kind }) =>
    kind === 'numeric'
      ? { name, side, kind, boundaries: [0.01, 0.05, 0.5, 1, 2, 24, 100] }
      : { name, side, kind, vocabulary: WORDS },
  );
  let byteOffset = 0;
  const inputs = [
    { input: 'embeddings', dim: 4 },
    { input: 'weights', dim: 1 },
  ].map(({ input, dim }) => ({
    input,
    dim,
    tables: encodings.map((encoding) => {
      const rows = rowCount(encoding);
      const table = { feature: encoding.name, rows, byteOffset };
      byteOffset += rows * dim * 4;
      return table;
    }),
  }));
  return {
    formatVersion: 1,
    features: encodings,
    inputs,
    calibration: { slope: 0.9, intercept: -0.1 },
  };
}

/** `tables.bin` of a map, filled from `value(i)`. */
export function tablesFile(map: FeatureMap, value: (i: number) => number): Uint8Array {
  const cells = map.inputs.reduce(
    (sum, { dim, tables }) => sum + tables.reduce((rows, table) => rows + table.rows * dim, 0),
    0,
  );
  return new Uint8Array(Float32Array.from({ length: cells }, (_, i) => value(i)).buffer);
}
