import type { FeatureMap } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FEATURES, featureMap, pairReading } from '../../test/readings.ts';
import type { AdReading } from '../ad-stats/read-ad.ts';
import { applyCalibration } from '../calibration/apply-calibration.ts';
import { correctedRate } from '../calibration/online-correction.ts';
import { embedPairs, type InputTables } from '../embed.ts';
import { bucketRow, createFeatureEncoder } from '../encode.ts';
import type { PairReading } from '../features/feature.ts';
import { readFeatures } from '../features/read-features.ts';
import type { AdCatalogue } from './ad-catalogue.ts';
import { bestPositions } from './best-positions.ts';
import { createBucketIndex, rowAt } from './bucket-index.ts';
import { PRE_RANK_CROSS_FEATURES } from './cross-terms.ts';
import { createPreRanker } from './pre-ranker.ts';
import { createRateTables } from './rate-table.ts';
import { markShortlist } from './shortlist.ts';

const DIM = 4;
const random = seededRandom(9);
const plain = featureMap();
const sizes = plain.inputs[0]!.tables.map(({ feature, rows }) => ({ feature, rows }));
const map: FeatureMap = {
  ...plain,
  preRank: {
    table: {
      input: 'pre-rank',
      dim: DIM,
      tables: sizes.map((size) => ({ ...size, byteOffset: 0 })),
    },
    bias: -2,
    margin: 0.5,
  },
};
const table: InputTables = {
  input: 'pre-rank',
  dim: DIM,
  tables: sizes.map(({ rows }) => Float32Array.from({ length: rows * DIM }, () => random() - 0.5)),
};
const encoder = createFeatureEncoder(map);

/** The formula as it is written, from raw values; cross features without a fast way are left out. */
function byTheBook(pair: PairReading): number {
  const cells = embedPairs(encoder, [table], [readFeatures(FEATURES, pair)]).get('pre-rank')!;
  const sums = { request: [0, 0, 0, 0], ad: [0, 0, 0, 0], cross: [0, 0, 0, 0] };
  FEATURES.forEach(({ name, side }, f) => {
    if (side === 'cross' && !PRE_RANK_CROSS_FEATURES.includes(name)) return;
    const sum = sums[side === 'ad' || side === 'cross' ? side : 'request'];
    for (let d = 0; d < DIM; d++) sum[d]! += cells[f * DIM + d]!;
  });
  const { request, ad, cross } = sums;
  let logit = -2 + request[0]! + ad[0]! + cross[0]!;
  for (let d = 1; d < DIM; d++) logit += request[d]! * (ad[d]! + cross[d]!);
  return logit;
}

function catalogueOf(readings: readonly AdReading[]): AdCatalogue {
  const categoryNumbers = new Map<string, number>();
  const categories: number[] = [];
  const categoryStart = [0];
  for (const { facts } of readings) {
    for (const category of facts.categories) {
      const number = categoryNumbers.get(category) ?? categoryNumbers.size;
      categoryNumbers.set(category, number);
      categories.push(number);
    }
    categoryStart.push(categories.length);
  }
  return {
    ads: readings,
    adIndexById: new Map(readings.map(({ facts }, i) => [facts.adId, i])),
    categoryNumbers,
    categories: Int32Array.from(categories),
    categoryStart: Int32Array.from(categoryStart),
  };
}

describe('the pre-ranker', () => {
  const distinctAds = fc
    .uniqueArray(pairReading, { selector: ({ ad }) => ad.facts.adId, minLength: 1 })
    .map((pairs) => pairs.map(({ ad }) => ad));

  test('gives what its formula gives for the features read pair by pair', () => {
    fc.assert(
      fc.property(distinctAds, fc.array(pairReading, { minLength: 1 }), (readings, requests) => {
        const pass = createPreRanker(map, encoder, table)!.over(catalogueOf(readings));
        const ads = Int32Array.from(readings.keys()).reverse();
        const logits = new Float64Array(ads.length);
        for (const { request, viewer } of requests) {
          pass.logits(
            { request, viewer },
            { epoch: 0, of: (ad) => readings[ad]! },
            ads,
            ads.length,
            logits,
          );
          ads.forEach((ad, i) => {
            expect(logits[i]).toBeCloseTo(byTheBook({ request, viewer, ad: readings[ad]! }), 5);
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('follows an ad whose reading changes', () => {
    const [pair] = fc.sample(pairReading, { seed: 4, numRuns: 1 });
    const { request, viewer, ad } = pair!;
    const pass = createPreRanker(map, encoder, table)!.over(catalogueOf([ad]));
    const logits = new Float64Array(1);
    for (const [epoch, pCtr] of [0.001, 0.3, 0.03].entries()) {
      const reading = { ...ad, pCtr };
      const readings = { epoch, of: () => reading };
      pass.logits({ request, viewer }, readings, Int32Array.of(0), 1, logits);
      expect(logits[0]).toBeCloseTo(byTheBook({ request, viewer, ad: reading }), 5);
    }
  });

  test('is refused when its table is of another map', () => {
    const { preRank } = map;
    const short = { ...preRank!, table: { ...preRank!.table, tables: [] } };
    expect(() => createPreRanker({ ...map, preRank: short }, encoder, table)).toThrow(/pre-ranker/);
    expect(createPreRanker(plain, encoder, table)).toBeNull();
    const broken = { ...table, tables: table.tables.map((one) => one.map(() => Number.NaN)) };
    expect(() => createPreRanker(map, encoder, broken)).toThrow(/no finite numbers/);
  });
});

test('the bucket index gives the row that bisection gives', () => {
  const number = fc.oneof(fc.double(), fc.double({ min: -1, max: 2, noNaN: true }), fc.integer());
  const boundaries = fc
    .uniqueArray(fc.double({ noNaN: true, min: -1, max: 2 }), { maxLength: 40 })
    .map((values) => values.sort((a, b) => a - b));
  fc.assert(
    fc.property(boundaries, fc.array(number), (edges, values) => {
      const index = createBucketIndex(edges);
      for (const value of [...values, ...edges])
        expect(rowAt(index, value)).toBe(bucketRow(edges, value));
    }),
  );
});

test('the table of rates is near the calibrated and corrected rate, and keeps every order', () => {
  const points = [
    { logit: -4, calibrated: -5 },
    { logit: -2.013, calibrated: -2.5 },
    { logit: 1.7, calibrated: 0.4 },
  ];
  for (const { calibration, correction, within } of [
    { calibration: { slope: 0.8, intercept: -0.3 }, correction: undefined, within: 1e-3 },
    { calibration: { slope: 0.8, intercept: 0, points }, correction: undefined, within: 1e-3 },
    {
      calibration: { slope: 0.8, intercept: -0.3 },
      correction: { intercept: -0.7, slope: 1.3 },
      within: 4e-3,
    },
  ]) {
    const rates = createRateTables({ ...plain, calibration });
    rates({ intercept: 1, slope: 1 });
    const rate = rates(correction);
    const logits = fc.array(fc.double({ noNaN: true, min: -40, max: 40 }), { minLength: 2 });
    fc.assert(
      fc.property(logits, (some) => {
        const pairs = some.toSorted((a, b) => a - b).map((logit) => [logit, rate(logit)] as const);
        pairs.forEach(([logit, found], i) => {
          const exact = correctedRate(correction, applyCalibration(calibration, logit));
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(within * exact);
          if (i > 0) expect(found).toBeGreaterThanOrEqual(pairs[i - 1]![1]);
        });
      }),
    );
    expect(rate(Number.NaN)).toBeNaN();
  }
});

test('a shortlist keeps whatever is near the best, at least what a price needs, at most what is worth it', () => {
  const score = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0.5, -Infinity),
  );
  fc.assert(
    fc.property(
      fc.array(score, { minLength: 1, maxLength: 300, size: 'max' }),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(400),
      (values, slots, tiesFrom) => {
        const all = Float64Array.from(values);
        const marks = new Uint8Array(all.length);
        const rule = { margin: 0.2, slots, tiesFrom };
        const kept = markShortlist(all, all.length, rule, new Float64Array(all.length), marks);
        const chosen = values.filter((_, i) => marks[i] === 1);
        const sorted = values.toSorted((a, b) => b - a);
        const near = values.filter((one) => one >= sorted[slots - 1]! * Math.exp(-0.2)).length;
        const wanted = Math.min(Math.max(near, 5 + slots), Math.max(64, 5 + slots) * slots);
        expect(chosen).toHaveLength(kept);
        expect(kept).toBeGreaterThanOrEqual(Math.min(values.length, wanted, 64 * slots));
        expect(kept).toBeLessThanOrEqual(64 * slots);
        expect(chosen.toSorted((a, b) => b - a)).toEqual(sorted.slice(0, kept));
        const best = bestPositions(all, all.length, 16 + slots, tiesFrom % all.length);
        expect(best.map((i) => all[i])).toEqual(sorted.slice(0, 16 + slots));
        const again = new Uint8Array(all.length);
        markShortlist(all, all.length, { ...rule, best }, new Float64Array(all.length), again);
        expect(again).toEqual(marks);
      },
    ),
  );
});
