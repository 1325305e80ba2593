import type { ContentTable, EventRecord, TokenKind } from '@placard/contracts';
import { newId, seededRandom } from '@placard/domain';
import { contentIndexOf, readAd, readViewer } from '@placard/ranking';
import { eventually } from '@placard/testing';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProfileCheck } from '../src/profiles/check-profiles.ts';
import { rebuildHotState } from '../src/profiles/rebuild.ts';
import {
  adEvent,
  createCampaign,
  createMarket,
  type TestCampaign,
  type TestMarket,
} from './market.ts';
import { startConsumers, stores, type TestStore } from './running-consumers.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const VIEWERS = 6;
const EVENTS = 400;
const START_MS = Date.UTC(2026, 5, 1);

let market: TestMarket;
let campaigns: TestCampaign[];
let opened: TestStore;
let worker: Awaited<ReturnType<typeof startConsumers>>;
beforeEach(async () => {
  market = await createMarket();
  campaigns = [await createCampaign(market), await createCampaign(market)];
  opened = await stores.memory();
  worker = await startConsumers(market, opened.store);
  await eventually(() => expect(worker.state.profilesReady).toBe(true));
});
afterEach(async () => {
  await worker.stop();
  await opened.drop();
  await market.drop();
});

/** All kinds of behaviour, in no order of time, some of it invalid. */
function history(): EventRecord[] {
  const random = seededRandom(5);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  return Array.from({ length: EVENTS }, () => {
    const viewer = {
      viewerKey: `viewer-${Math.floor(random() * VIEWERS)}`,
      occurredAtMs: START_MS + Math.floor(random() * 40 * 86_400_000),
      ivt: random() < 0.1 ? ('givt' as const) : null,
      categories: one([['music'], ['sport', 'music'], ['sport']]),
    };
    if (random() < 0.6) {
      const kind = one<TokenKind>(['impression', 'impression', 'click', 'conversion']);
      return adEvent(market, one(campaigns), kind, viewer);
    }
    return {
      ...adEvent(market, campaigns[0]!, 'impression', viewer),
      ...{ id: newId('evt'), dedupeKey: newId('evt'), decision: null },
      ...{
        kind: one(['view', 'dwell', 'rating', 'hide', 'purchase'] as const),
        value: one([1, 5]),
        quantity: one([null, 3]),
      },
      itemId: one(['itm_a', 'itm_b', null]),
    };
  });
}

async function fold(events: readonly EventRecord[]) {
  // Appended bit by bit, so that the consumer meets them in batches of its own making.
  for (let from = 0; from < events.length; from += 60) {
    await worker.writer.appendEvents(events.slice(from, from + 60));
  }
  const { rows } = await market.owner.query('select max(seq)::text as seq from events');
  await eventually(async () => {
    const reached = await opened.store.consumerPosition('profiles');
    expect(reached?.seq).toBe(rows[0].seq);
  });
}

const viewerKeys = Array.from({ length: VIEWERS }, (_, i) => `viewer-${i}`);
const silent = pino({ enabled: false });
const stored = () => opened.store.viewerProfiles(market.marketId, viewerKeys);

test('profiles rebuilt from history are those folded event by event, content vectors included', async () => {
  await fold(history());
  const folded = await stored();
  const check = createProfileCheck({
    pool: worker.database.$client,
    reader: worker.reader,
    hotState: opened.store,
    logger: silent,
  });
  await eventually(async () => expect((await check.next()).checked).toBe(VIEWERS));
  expect(await check.next()).toEqual({ checked: VIEWERS, mended: 0 });
  expect(await stored()).toEqual(folded);

  // One that has lost something, as an older release might have left it, is put right.
  const [first] = folded;
  await opened.store.writeViewerProfiles([{ ...first!, clicks: first!.clicks + 1, recent: [] }]);
  expect(await check.next()).toEqual({ checked: VIEWERS, mended: 1 });
  expect(await stored()).toEqual(folded);
  const content = contentIndexOf(table());
  const nowMs = START_MS + 41 * 86_400_000;
  const vectors = (profiles: Awaited<ReturnType<typeof stored>>) =>
    profiles.map((profile) => readViewer('v', {}, profile, nowMs, content).content);
  expect(vectors(await stored())).toEqual(vectors(folded));
  expect(vectors(folded)[0]!.long.text).not.toBeNull();
});

test('counters and smoothed rates rebuilt from history are those counted event by event', async () => {
  await fold(history());
  const counted = await opened.store.readAdStats(market.marketId);
  const empty = await stores.memory();
  const position = await opened.store.consumerPosition('profiles');
  await rebuildHotState(worker.database.$client, empty.store, position!);
  const rebuilt = await empty.store.readAdStats(market.marketId);
  expect(rebuilt).toEqual(counted);
  for (const { adId } of campaigns) {
    expect(counted.byAd.get(adId)!.clicks).toBeGreaterThan(10);
    const facts = {
      ...{ adId, itemId: null, categories: ['music'], priceMicros: null },
      advertiserId: market.advertiserId,
      ...{ format: 'text', width: 300, height: 250, createdAtMs: START_MS, text: 'Buy' },
    };
    expect(readAd(facts, rebuilt, START_MS)).toEqual(readAd(facts, counted, START_MS));
  }
  await empty.drop();
});

function table(): ContentTable {
  return {
    formatVersion: 1,
    trainedAtMs: 0,
    spaces: [{ kind: 'text', source: 'test', dim: 2 }],
    adIds: campaigns.map(({ adId }) => adId),
    itemIds: ['itm_a', 'itm_b'],
    categories: ['music', 'sport'],
    vectors: [Float32Array.of(1, 0, 0, 1, 0.6, 0.8, 0.8, 0.6, 1, 0, 0, 1)],
  };
}
