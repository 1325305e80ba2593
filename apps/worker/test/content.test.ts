import type { ViewerProfile } from '@placard/contracts';
import { DAY_MS, newId } from '@placard/domain';
import { emptyProfile, loadContent, similarity, viewerContent } from '@placard/ranking';
import { buildSnapshot } from '@placard/services';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refreshContent } from '../src/content/refresh-content.ts';
import { createCampaign } from './market.ts';
import { type OpenMarket, openMarket } from './open-market.ts';
import { plainPng } from './plain-png.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

let on: OpenMarket;
beforeEach(async () => {
  on = await openMarket(NOON);
});
afterEach(() => on.close());

/** An approved ad that says `headline`. */
async function adSaying(headline: string): Promise<string> {
  const { adId } = await createCampaign(on.market);
  await on.market.owner.query(
    `update creative_versions set headline = $2
     where creative_id = (select creative_id from ads where id = $1)`,
    [adId, headline],
  );
  await on.market.owner.query("update ads set categories = '{}' where id = $1", [adId]);
  return adId;
}
const snapshot = () =>
  buildSnapshot(on.database, { nowMs: NOON, assetUrl: ({ digest }) => `/v1/assets/${digest}` });
const refresh = async (encodersDir?: string) =>
  refreshContent({ ...on.job, encodersDir }, await snapshot(), new AbortController().signal);
const served = async () => (await snapshot()).markets[0]?.content;
const content = async () => loadContent(await on.blobs.get((await served())!.digest));
async function models() {
  const { rows } = await on.market.owner.query(
    'select * from content_models where market_id = $1 order by trained_at, id',
    [on.market.marketId],
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
  const viewer = viewerContent({ ...emptyProfile(on.market.marketId, 'v'), recent }, index, NOON);
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

test('ads are known by their pictures too: those that look alike lie together, a broken one is unknown', async () => {
  const red = (x: number): [number, number, number] => (x < 12 ? [220, 30, 30] : [250, 250, 250]);
  const shown = [
    plainPng(24, red),
    plainPng(24, (x, y) => (y < 2 ? [200, 20, 20] : red(x))),
    plainPng(24, (x, y) => ((x + y) % 8 < 4 ? [20, 40, 200] : [10, 120, 60])),
    Buffer.from('no picture'),
  ];
  const ads: string[] = [];
  for (const [i, bytes] of shown.entries()) {
    ads.push(await adSaying(TEXTS[i]!));
    const asset = newId('ast');
    await on.market.owner.query(
      `with asset as (
         insert into assets (id, organization_id, kind, digest, content_type, bytes, file_name)
         values ($2, $3, 'image', $4, 'image/png', 1, 'a.png') returning id
       )
       update creative_versions set asset_id = $2
       where creative_id = (select creative_id from ads where id = $1)`,
      [ads[i], asset, on.market.advertiserOrganizationId, await on.blobs.put(bytes)],
    );
  }
  await refresh();
  const index = await content();
  const [first, alike, other, broken] = ads.map((ad) => index.ofAd(ad).image);
  expect(similarity(first!, alike!)).toBeGreaterThan(similarity(first!, other!)! + 0.3);
  expect(broken).toBeNull();
  const [model] = await models();
  expect(model.metrics).toMatchObject({ imageEncoder: 'colours-and-edges', images: 4 });
});

test('the same contents change nothing, and a change a day later is learnt from', async () => {
  const [ad] = [await adSaying(TEXTS[0]!), await adSaying(TEXTS[2]!)];
  await refresh();
  const before = await models();
  on.clock.advance(2 * DAY_MS);
  await refresh();
  expect(await models()).toEqual(before);
  await on.market.owner.query('update ads set categories = $2 where id = $1', [ad, ['sport']]);
  await refresh();
  expect(await models()).toHaveLength(2);
});

test('where content is off, or no ad serves, nothing is learnt and none is served', async () => {
  await refresh();
  expect(await models()).toEqual([]);
  await adSaying(TEXTS[0]!);
  await on.market.owner.query("update markets set content_method = 'off'");
  await refresh();
  expect(await models()).toEqual([]);
  await on.market.owner.query("update markets set content_method = 'auto'");
  await refresh();
  expect(await served()).toMatchObject({ method: 'words' });
  await on.market.owner.query("update markets set content_method = 'off'");
  expect(await served()).toBeUndefined();
});
