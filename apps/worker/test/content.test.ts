import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Blobs, createFileBlobs } from '@placard/blobs';
import type { ViewerProfile } from '@placard/contracts';
import { closeDatabase, connectDatabase, type Database } from '@placard/db';
import { DAY_MS } from '@placard/domain';
import { emptyProfile, loadContent, similarity, viewerContent } from '@placard/ranking';
import { buildSnapshot } from '@placard/services';
import { type FakeClock, fakeClock } from '@placard/testing';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refreshContent } from '../src/content/refresh-content.ts';
import { createCampaign, createMarket, type TestMarket } from './market.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

let market: TestMarket;
let database: Database;
let blobs: Blobs;
let clock: FakeClock;
let folder: string;
beforeEach(async () => {
  market = await createMarket();
  database = connectDatabase(market.database.urlAs('worker'), { poolSize: 3 });
  folder = await mkdtemp(path.join(os.tmpdir(), 'placard-test-'));
  blobs = createFileBlobs(folder);
  clock = fakeClock(NOON);
});
afterEach(async () => {
  await closeDatabase(database);
  await market.drop();
  await rm(folder, { recursive: true, force: true });
});

/** An approved ad that says `headline`. */
async function adSaying(headline: string): Promise<string> {
  const { adId } = await createCampaign(market);
  await market.owner.query(
    `update creative_versions set headline = $2
     where creative_id = (select creative_id from ads where id = $1)`,
    [adId, headline],
  );
  await market.owner.query("update ads set categories = '{}' where id = $1", [adId]);
  return adId;
}
const snapshot = () => buildSnapshot(database, { nowMs: NOON, assetUrl: () => '' });
const refresh = async (encodersDir?: string) =>
  refreshContent(
    { pool: database.$client, blobs, clock, logger: pino({ enabled: false }), encodersDir },
    await snapshot(),
    new AbortController().signal,
  );
const served = async () => (await snapshot()).markets[0]?.content;
const content = async () => loadContent(await blobs.get((await served())!.digest));
async function models() {
  const { rows } = await market.owner.query(
    'select * from content_models where market_id = $1 order by trained_at, id',
    [market.marketId],
  );
  return rows;
}

const TEXTS = [
  'Trail running shoes',
  'Running shoes for the marathon',
  'A kitchen knife of steel',
  'Steel pans for the kitchen',
];

test('ads get vectors by their text: one click on one ad brings the other that says alike', async () => {
  const ads: string[] = [];
  for (const text of TEXTS) ads.push(await adSaying(text));
  await refresh();
  const index = await content();
  const recent: ViewerProfile['recent'] = [
    { kind: 'click', itemId: null, adId: ads[0]!, categories: [], atMs: NOON, weight: 1 },
  ];
  const viewer = viewerContent({ ...emptyProfile(market.marketId, 'v'), recent }, index, NOON);
  const [shoes, knife] = [ads[1]!, ads[2]!].map((ad) =>
    similarity(viewer.long.text, index.ofAd(ad).text),
  );
  expect(shoes).toBeGreaterThan(knife! + 0.2);
});

test('an ad that is new gets its vector by the model at hand; much new text is learnt anew', async () => {
  for (const text of TEXTS) await adSaying(text);
  await refresh();
  const [first] = await models();
  const fresh = await adSaying('Marathon socks');
  expect((await content()).ofAd(fresh).text).toBeNull();
  await refresh();
  const [extended, none] = await models();
  expect(none).toBeUndefined();
  expect(extended).toMatchObject({ id: first.id, model_digest: first.model_digest, contents: 5 });
  expect((await content()).ofAd(fresh).text).not.toBeNull();
  await adSaying('Cycling gloves');
  await refresh();
  expect(await models()).toHaveLength(2);
});

test('the same contents change nothing, and a change a day later is learnt from', async () => {
  const [ad] = [await adSaying(TEXTS[0]!), await adSaying(TEXTS[2]!)];
  await refresh();
  const before = await models();
  clock.advance(2 * DAY_MS);
  await refresh();
  expect(await models()).toEqual(before);
  await market.owner.query('update ads set categories = $2 where id = $1', [ad, ['sport']]);
  await refresh();
  expect(await models()).toHaveLength(2);
});

test('where content is off, or no ad serves, nothing is learnt and none is served', async () => {
  await refresh();
  expect(await models()).toEqual([]);
  await adSaying(TEXTS[0]!);
  await market.owner.query("update markets set content_method = 'off'");
  await refresh();
  expect(await models()).toEqual([]);
  await market.owner.query("update markets set content_method = 'auto'");
  await refresh();
  expect(await served()).toMatchObject({ method: 'words' });
  await market.owner.query("update markets set content_method = 'off'");
  expect(await served()).toBeUndefined();
});
