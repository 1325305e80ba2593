import type { ContentTable, ViewerProfile } from '@placard/contracts';
import { DAY_MS, seededRandom } from '@placard/domain';
import { contentIndexOf, emptyAdStats, emptyProfile, readViewer } from '@placard/ranking';
import { expect, test } from 'vitest';
import { demandSnapshot } from '../../test/demand.ts';
import { compileMarket } from '../compiled-market.ts';
import { createMarketState } from '../market-state.ts';
import { createZoneCache } from '../zone-cache.ts';
import { alikeAds } from './alike-ads.ts';
import { sourcesOf } from './retrieval-source.ts';
import { retrieve } from './retrieve.ts';

const ADS = 300;
const snapshot = demandSnapshot(ADS, (i) => ({ bidMicros: i < 100 ? 1_000 : 100_000 + i }));
const compiled = compileMarket(snapshot.markets[0]!, snapshot);

/** Ads 7 and 8 are about music, ad 9 a little; ad 10 is the opposite, all others are about nothing known. */
const about: Record<number, readonly [number, number]> = {
  7: [1, 0],
  8: [1, 0],
  9: [0.6, 0.8],
  10: [-1, 0],
};
const table: ContentTable = {
  formatVersion: 1,
  trainedAtMs: 0,
  spaces: [{ kind: 'text', source: 'test', dim: 2 }],
  adIds: Array.from({ length: ADS }, (_, i) => `ad_${i}`),
  itemIds: ['itm_song'],
  categories: ['music'],
  vectors: [
    Float32Array.from([
      ...Array.from({ length: ADS }, (_, i) => about[i] ?? [0, 0]).flat(),
      ...[1, 0],
      ...[1, 0],
    ]),
  ],
};
const index = contentIndexOf(table);
const state = createMarketState(compiled, null, createZoneCache(), null, index);

type Entry = ViewerProfile['recent'][number];
const click: Entry = { kind: 'click', itemId: null, adId: null, categories: [], atMs: 0 };

function run(recent: readonly Partial<Entry>[], nowMs = 0, eligible = (_: number) => true) {
  const profile = {
    ...emptyProfile('mkt_1', 'v1'),
    recent: recent.map((entry) => ({ ...click, ...entry })),
  };
  let count = 0;
  for (let i = 0; i < ADS; i++) if (eligible(i)) state.scratch.ads[count++] = i;
  const found = retrieve({
    state,
    count,
    limit: 30,
    viewer: readViewer('v1', {}, profile, nowMs, index),
    pageCategories: [],
    stats: emptyAdStats('mkt_1'),
    nowMs,
    random: seededRandom(3),
  });
  return [...state.scratch.ads.subarray(0, found.count)].filter((ad) =>
    sourcesOf(state.scratch.sources[ad]!).includes('content'),
  );
}

test.each([
  ['an item', { itemId: 'itm_song' }],
  ['an ad', { adId: 'ad_7' }],
  ['a page of which only the category is known', { categories: ['unknown', 'music'] }],
])('one click on %s brings the ads that say alike, whose bids alone would not', (_, entry) => {
  expect(run([entry])).toEqual([7, 8, 9]);
  expect(run([entry], 0, (i) => i !== 7)).toEqual([8, 9]);
});

test('what was hidden, or says nothing known, brings none', () => {
  expect(run([])).toEqual([]);
  expect(run([{ itemId: 'itm_other' }])).toEqual([]);
  expect(run([{ itemId: 'itm_song', kind: 'hide' }])).toEqual([]);
  expect(run([{ itemId: 'itm_song', weight: 0 }])).toEqual([]);
});

test('the present visit and the months before it have a taste of their own', () => {
  const profile = {
    ...emptyProfile('mkt_1', 'v1'),
    recent: [
      { ...click, adId: 'ad_9', atMs: 60 * DAY_MS },
      ...Array.from({ length: 40 }, () => ({ ...click, adId: 'ad_7' })),
    ],
  };
  const { content } = readViewer('v1', {}, profile, 60 * DAY_MS, index);
  const [x, y] = [0.6, 0.8];
  expect(Array.from(content.short.text!)).toEqual([x, y].map((value) => expect.closeTo(value, 6)));
  // 40 clicks, two half-lives old, are worth 10.
  const length = Math.hypot(10 + x, y);
  expect(Array.from(content.long.text!)).toEqual(
    [(10 + x) / length, y / length].map((value) => expect.closeTo(value, 6)),
  );
});

test('of more than a few hundred, those of the topics that the viewer turns to are looked at', () => {
  const many = 1_000;
  const large = demandSnapshot(many, () => ({ bidMicros: 1_000 }));
  // All say the same in two dimensions; even ads are of topic 0, odd ones of topic 4.
  const topicOf = (i: number) => (i % 2 === 0 ? 0 : 4);
  const spread: ContentTable = {
    ...table,
    spaces: [
      { kind: 'text', source: 'test', dim: 2 },
      { kind: 'topics', source: 'test', dim: 5 },
    ],
    adIds: large.ads.map(({ adId }) => adId),
    itemIds: [],
    categories: [],
    vectors: [
      Float32Array.from(large.ads.flatMap(() => [1, 0])),
      Float32Array.from(
        large.ads.flatMap((_, i) => [0, 1, 2, 3, 4].map((k) => Number(k === topicOf(i)))),
      ),
    ],
  };
  const own = contentIndexOf(spread);
  const market = compileMarket(large.markets[0]!, large);
  const wide = createMarketState(market, null, createZoneCache(), null, own);
  const profile = { ...emptyProfile('mkt_1', 'v1'), recent: [{ ...click, adId: 'ad_0' }] };
  const viewer = readViewer('v1', {}, profile, 0, own);
  const alikeOf = (count: number) => {
    for (let i = 0; i < count; i++) {
      wide.scratch.ads[i] = i;
      wide.scratch.scores[i] = 1 + i;
    }
    return alikeAds({ state: wide, count, viewer }, 10);
  };
  expect(alikeOf(400).map((position) => position % 2)).toContain(1);
  expect(alikeOf(many)).toEqual(Array.from({ length: 10 }, (_, k) => many - 2 - 2 * k));
});
