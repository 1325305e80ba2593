import { seededRandom } from '@placard/domain';
import { emptyAdStats, kthLargest, readViewer, retrieverOf } from '@placard/ranking';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demandSnapshot } from '../../test/demand.ts';
import { compileMarket } from '../compiled-market.ts';
import { createMarketState } from '../market-state.ts';
import { createZoneCache } from '../zone-cache.ts';
import type { StageCount } from './candidate.ts';
import { sourcesOf } from './retrieval-source.ts';
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
      // Zero and minus zero are one size.
      expect(kthLargest(Float64Array.from(all), all.length, k) + 0).toBe(sorted[k - 1]! + 0);
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

describe('retrieval by what a viewer turned to', () => {
  const snapshot = demandSnapshot(300, (i) => ({
    bidMicros: i < 100 ? 1_000 : 100_000 + i,
    itemId: `item-${i}`,
  }));
  const compiled = compileMarket(snapshot.markets[0]!, snapshot);
  // Who turned to item 250 is drawn to items 7 and 8; to item 7 alone, nothing is tied.
  const retriever = retrieverOf({
    formatVersion: 1,
    method: 'test',
    kind: 'neighbours',
    trainedAtMs: 0,
    recencyDecay: 1,
    itemIds: ['item-250', 'item-7', 'item-8', 'item-of-no-ad'],
    popularity: Float32Array.of(1, 2, 3, 4),
    offsets: Uint32Array.of(0, 3, 3, 3, 3),
    neighbours: Uint32Array.of(1, 2, 3),
    weights: Float32Array.of(1, 0.5, 2),
  });
  const state = createMarketState(compiled, null, createZoneCache(), retriever);
  const viewerOf = (itemId: string | null) =>
    readViewer(
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
        interests: {},
        exposures: {},
        ads: {},
        recent: [{ kind: 'view', itemId, adId: null, categories: [], atMs: 0 }],
      },
      0,
    );
  const run = (itemId: string | null, eligible = Array.from({ length: 300 }, (_, i) => i)) => {
    state.scratch.ads.set(eligible);
    const { count, stage } = retrieve({
      state,
      count: eligible.length,
      limit: 30,
      viewer: viewerOf(itemId),
      pageCategories: [],
      stats: emptyAdStats('mkt_1'),
      nowMs: 0,
      random: seededRandom(3),
    });
    const kept = [...state.scratch.ads.subarray(0, count)];
    return { kept, stage, sources: kept.map((ad) => sourcesOf(state.scratch.sources[ad]!)) };
  };
  const explored = (stage: StageCount) => stage.sources?.explore;

  test('brings the ads of tied items, which their bids alone would not', () => {
    const { kept, stage, sources } = run('item-250');
    expect(kept).toEqual(expect.arrayContaining([7, 8]));
    expect(sources[kept.indexOf(7)]).toEqual(['neighbours']);
    expect(stage.sources).toEqual({
      ...{ popular: 15, neighbours: 2, content: 0, interests: 10, explore: 3 },
    });
    expect(stage.kept).toBe(30);
  });

  test('brings what is popular to a viewer of whom it knows nothing', () => {
    for (const unknown of [null, 'item-7', 'item-never-seen']) {
      const { kept, stage } = run(unknown);
      expect(stage.sources).toMatchObject({ popular: 15, neighbours: 0, interests: 12 });
      expect(kept).not.toContain(7);
      expect(explored(stage)).toBe(3);
    }
  });

  test('brings no ad that is not eligible', () => {
    const { kept } = run(
      'item-250',
      Array.from({ length: 300 }, (_, i) => i).filter((i) => i !== 7),
    );
    expect(kept).toContain(8);
    expect(kept).not.toContain(7);
  });
});
