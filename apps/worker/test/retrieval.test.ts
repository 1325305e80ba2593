import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import { type EventRecord, retrievalMetricsSchema } from '@placard/contracts';
import { HOUR_MS, MINUTE_MS, newId } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import { loadRetriever } from '@placard/ranking';
import { buildSnapshot } from '@placard/services';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { retryAfterMs } from '../src/retrieval/back-off.ts';
import { learnRetrieval } from '../src/retrieval/learn-retrieval.ts';
import { createCampaign } from './market.ts';
import { type OpenMarket, openMarket } from './open-market.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

let on: OpenMarket;
beforeEach(async () => {
  on = await openMarket(NOON);
});
afterEach(() => on.close());

const learn = (marketId?: string, change: Partial<OpenMarket['job']> = {}) =>
  learnRetrieval(
    { ...on.job, ...change },
    marketId ? { marketId } : {},
    new AbortController().signal,
  );

const click = (viewerKey: string, itemId: string, change: Partial<EventRecord> = {}) => ({
  ...{ id: newId('evt'), kind: 'view' as const, dedupeKey: newId('evt'), occurredAtMs: NOON },
  ...{
    marketId: on.market.marketId,
    viewerKey,
    itemId,
    categories: [],
    quantity: null,
    value: null,
  },
  publisherOrganizationId: on.market.publisherOrganizationId,
  ...{
    propertyId: on.market.propertyId,
    placementId: on.market.placementId,
    decision: null,
    ivt: null,
  },
  ...change,
});

async function append(events: EventRecord[]) {
  const writer = createEventLogWriter(on.market.database.urlAs('ingest'));
  await writer.appendEvents(events);
  await writer.close();
}

/** Who turns to A turns to B; everybody else turns to C, and they are more. */
const tastes = () => [
  ...Array.from({ length: 40 }, (_, v) => [
    click(`ab${v}`, 'A', { occurredAtMs: NOON + v }),
    click(`ab${v}`, 'B', { occurredAtMs: NOON + v + 1 }),
  ]).flat(),
  ...Array.from({ length: 100 }, (_, v) => click(`c${v}`, 'C')),
];

async function models() {
  const { rows } = await on.market.owner.query(
    'select * from retrieval_models where market_id = $1 order by trained_at, id',
    [on.market.marketId],
  );
  return rows;
}
const served = async () => {
  const snapshot = await buildSnapshot(on.database, { nowMs: NOON, assetUrl: () => '' });
  return snapshot.markets[0]?.retrieval;
};
const retriever = async () => loadRetriever(await on.blobs.get((await served())!.digest));
const best = async (...recent: string[]) =>
  (await retriever()).retrieve(
    recent.map((itemId) => ({ itemId, weight: 1 })),
    1,
    { skip: new Set(recent) },
  )[0]?.itemId;

test('a viewer who turned to A is brought B, though most turn to C; a new one is brought C', async () => {
  // Invalid traffic would tie A to spam.
  const bots = Array.from({ length: 60 }, (_, v) =>
    ['A', 'spam'].map((itemId) => click(`bot${v}`, itemId, { ivt: 'sivt' })),
  ).flat();
  await append([...tastes(), ...bots]);
  await learn();
  expect(await best('A')).toBe('B');
  expect(await best()).toBe('C');
  const [model] = await models();
  expect(model).toMatchObject({ items: 3, interactions: 180 });
  const metrics = retrievalMetricsSchema.parse(model.metrics);
  expect(metrics.heldOutViewers).toBe(20);
  const chosen = metrics.methods.find(({ method }) => method === model.method)!;
  expect(chosen.ndcgAt10).toBeGreaterThan(metrics.popularity!.ndcgAt10);
});

test('learns again when an hour brought something new, and not before; the same input twice is one model', async () => {
  await append(tastes());
  await learn();
  await append([click('late', 'A')]);
  on.clock.advance(HOUR_MS / 2);
  await learn();
  expect(await models()).toHaveLength(1);
  on.clock.advance(HOUR_MS);
  await learn();
  expect(await models()).toHaveLength(2);
  on.clock.advance(2 * HOUR_MS);
  await learn();
  await learn(on.market.marketId);
  expect(await models()).toHaveLength(2);
  on.clock.advance(24 * HOUR_MS);
  await learn();
  expect(await models()).toHaveLength(2);
});

test('another method asked for is learnt at once, and none is served where retrieval is off', async () => {
  await append(tastes());
  await learn();
  const ask = (method: string) =>
    on.market.owner.query('update markets set retrieval_method = $1', [method]);
  await ask('ease');
  await learn();
  expect(await served()).toMatchObject({ method: 'ease' });
  await ask('off');
  expect(await served()).toBeUndefined();
});

test('a market with ten events and a described catalogue ties items by content', async () => {
  for (const [id, title] of [
    ['itm_1', 'Red trail shoes'],
    ['itm_2', 'Blue trail shoes'],
    ['itm_3', 'A kitchen knife'],
  ]) {
    const { adId } = await createCampaign(on.market);
    await on.market.owner.query(
      `insert into items (id, organization_id, advertiser_id, external_id, title, categories)
       values ($1, $2, $3, $1, $4, '{}')`,
      [id, on.market.advertiserOrganizationId, on.market.advertiserId, title],
    );
    await on.market.owner.query('update ads set item_id = $1 where id = $2', [id, adId]);
  }
  await learn();
  expect(await served()).toMatchObject({ method: 'content-based' });
  expect(await best('itm_1')).toBe('itm_2');
  await append(Array.from({ length: 10 }, (_, v) => click(`v${v % 5}`, v < 5 ? 'itm_1' : 'itm_3')));
  on.clock.advance(2 * HOUR_MS);
  await learn();
  expect((await models()).at(-1)).toMatchObject({ method: 'content-based', interactions: 10 });
  expect(await best('itm_1')).toBe('itm_2');
});

test('a market in which nobody acted and no item has an ad learns nothing', async () => {
  await learn();
  expect(await models()).toHaveLength(0);
  expect(await served()).toBeUndefined();
});

test('a market that fails waits twice as long before each new try, and says why; a success ends it', async () => {
  await append(tastes());
  const folderThatIsNone = path.join(on.folder, 'a-file');
  await writeFile(folderThatIsNone, '');
  const broken = { blobs: createFileBlobs(folderThatIsNone) };
  const failure = async () => {
    const { rows } = await on.market.owner.query('select * from learning_failures');
    return rows[0];
  };
  await learn(undefined, broken);
  expect(await failure()).toMatchObject({ learner: 'retrieval', failures: 1 });
  expect((await failure()).error).toMatch(/a-file/);
  expect((await failure()).retry_at.getTime()).toBe(on.clock.nowMs() + MINUTE_MS);
  await learn(undefined, broken);
  expect(await failure()).toMatchObject({ failures: 1 });
  on.clock.advance(MINUTE_MS);
  await learn(undefined, broken);
  expect(await failure()).toMatchObject({ failures: 2 });
  expect((await failure()).retry_at.getTime()).toBe(on.clock.nowMs() + 2 * MINUTE_MS);
  expect(await models()).toEqual([]);
  on.clock.advance(2 * MINUTE_MS);
  await learn();
  expect(await models()).toHaveLength(1);
  expect(await failure()).toBeUndefined();
  expect(retryAfterMs(30)).toBe(24 * HOUR_MS);
});
