import { seededRandom } from '@placard/domain';
import { emptyAdStats, kthLargest, readViewer } from '@placard/ranking';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demandSnapshot } from '../../test/demand.ts';
import { compileMarket } from '../compiled-market.ts';
import { createMarketState } from '../market-state.ts';
import { createZoneCache } from '../zone-cache.ts';
import { retrieve } from './retrieve.ts';

test('the k-th largest agrees with sorting', () => {
  const values = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, 1, -Infinity)), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(values, fc.nat(), (all, nat) => {
      const k = 1 + (nat % all.length);
      const sorted = Float64Array.from(all).sort().reverse();
      expect(kthLargest(Float64Array.from(all), all.length, k)).toBe(sorted[k - 1]);
    }),
  );
});

describe('retrieval', () => {
  const snapshot = demandSnapshot(300, (i) => ({
    categories: [i < 5 ? 'jazz' : 'news'],
    bidMicros: i < 5 ? 1_000 : 1_000 + i,
  }));
  const state = createMarketState(
    compileMarket(snapshot.markets[0]!, snapshot),
    null,
    createZoneCache(),
  );
  const weight = (long: number) => ({ short: long, long, atMs: 0 });
  const fan = readViewer(
    'v1',
    {},
    {
      viewerKey: 'v1',
      marketId: 'mkt_1',
      attributes: {},
      lastPosition: null,
      updatedAtMs: 0,
      impressions: 0,
      clicks: 0,
      conversions: 0,
      interests: { jazz: weight(30) },
      exposures: { jazz: weight(30), news: weight(100) },
      ads: {},
      recent: [],
    },
    0,
  );
  const run = (count: number, limit: number, viewer = fan, pageCategories: string[] = []) => {
    for (let i = 0; i < count; i++) state.scratch.ads[i] = i;
    return retrieve({
      state,
      count,
      limit,
      viewer,
      pageCategories,
      stats: emptyAdStats('mkt_1'),
      nowMs: 0,
      random: seededRandom(1),
    });
  };
  const indicesOf = ({ count }: ReturnType<typeof run>) => [
    ...state.scratch.ads.subarray(0, count),
  ];
  const idsOf = (result: ReturnType<typeof run>) => indicesOf(result).map((ad) => `ad_${ad}`);

  test('passes a small set whole, in order', () => {
    const result = run(40, 40);
    expect(indicesOf(result)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(result.stage).toEqual({ stage: 'retrieve', kept: 40, removed: {} });
  });

  test('cuts a large set to exactly the limit, without doubles, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (a, b) => {
        const [limit, count] = [Math.min(a, b), Math.max(a, b)];
        const ids = idsOf(run(count, limit));
        expect(new Set(ids).size).toBe(limit);
        expect(ids).toHaveLength(limit);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps the best bidders, and what the viewer or the page is about, which bids alone would lose', () => {
    const jazz = ['ad_0', 'ad_1', 'ad_2', 'ad_3', 'ad_4'];
    const stranger = readViewer(null, {}, null, 0);
    expect(idsOf(run(300, 30))).toEqual(expect.arrayContaining([...jazz, 'ad_299', 'ad_290']));
    expect(idsOf(run(300, 30, stranger, ['jazz']))).toEqual(expect.arrayContaining(jazz));
    const unaided = idsOf(run(300, 30, stranger)).filter((id) => jazz.includes(id));
    expect(unaided.length).toBeLessThan(3);
  });
});
