import { decisions } from '@placard/db';
import { HOUR_MS } from '@placard/domain';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  advertiserDelivery,
  explainDecision,
  exportAdvertiserCsv,
  exportPublisherCsv,
  getCampaign,
  listAdvertiserDecisions,
  listCampaigns,
  listDecisions,
  listPlacements,
  listPublisherDecisions,
  platformOverview,
  publisherRevenue,
} from '../src/index.ts';
import { decided } from './decided.ts';
import { type Platform, refusal, startPlatform } from './platform.ts';
import {
  type AdvertiserWithAds,
  advertiserWithAds,
  deliver,
  type PublisherWithPlacement,
  publisherWithPlacement,
} from './trading.ts';

let platform: Platform;
let advertiser: AdvertiserWithAds;
let publisher: PublisherWithPlacement;
const ZONE = 'America/Los_Angeles';
/** 23:00 on 7 March in Los Angeles, and 01:00 on the 8th, the day the clocks go forward. */
const LATE = new Date('2026-03-08T07:00:00Z');
const EARLY = new Date('2026-03-08T09:00:00Z');

beforeAll(async () => {
  platform = await startPlatform();
  advertiser = await advertiserWithAds(platform);
  publisher = await publisherWithPlacement(platform);
  await platform.owner.execute(sql`update advertisers set time_zone = ${ZONE}`);
  await platform.owner.execute(sql`update publishers set time_zone = ${ZONE}`);
  await deliver(platform, advertiser, publisher, LATE);
  await deliver(platform, advertiser, publisher, EARLY);
}, 60_000);
afterAll(() => platform.close());

test('an advertiser’s days are those of its zone, and the points add up to the total', async () => {
  const report = await advertiserDelivery({
    ctx: advertiser.ctx,
    input: { advertiserId: advertiser.advertiserId, fromDay: '2026-03-06', toDay: '2026-03-08' },
  });
  expect(report.points.map((p) => [p.label, p.impressions, p.spendMicros, p.ctr])).toEqual([
    ['2026-03-06', 0, 0, null],
    ['2026-03-07', 1_000, 4_800_000, 0.012],
    ['2026-03-08', 1_000, 4_800_000, 0.012],
  ]);
  expect(report.total).toMatchObject({
    impressions: 2_000,
    clicks: 24,
    conversions: 4,
    viewables: 1_200,
  });
  const hourly = await advertiserDelivery({
    ctx: advertiser.ctx,
    input: {
      advertiserId: advertiser.advertiserId,
      adId: advertiser.adId,
      fromDay: '2026-03-08',
      toDay: '2026-03-08',
      unit: 'hour',
    },
  });
  expect(hourly.points).toHaveLength(23);
  expect(hourly.points.filter((p) => p.impressions > 0).map((p) => p.label)).toEqual([
    '2026-03-08T01:00',
  ]);
});

test('a publisher sees revenue, fill rate and eCPM of its own days', async () => {
  const report = await publisherRevenue({
    ctx: publisher.ctx,
    input: { publisherId: publisher.publisherId, fromDay: '2026-03-07', toDay: '2026-03-07' },
  });
  expect(report.total).toMatchObject({
    requests: 2_000,
    filled: 1_100,
    fillRate: 0.55,
    payoutMicros: 3_360_000,
    eCpmMicros: 3_360_000,
  });
});

test('lists show the delivery of the days asked for', async () => {
  const span = { fromDay: '2026-03-08', toDay: '2026-03-08' };
  const [campaign] = await listCampaigns({ ctx: advertiser.ctx, input: span });
  expect(campaign).toMatchObject({
    spentTotalMicros: 4_800_000,
    adCount: 1,
    delivery: { impressions: 1_000 },
  });
  const [placement] = await listPlacements({ ctx: publisher.ctx, input: span });
  expect(placement).toMatchObject({ supply: { requests: 2_000 }, tag: publisher.tag });
  const whole = await getCampaign({
    ctx: advertiser.ctx,
    input: { campaignId: advertiser.campaignId },
  });
  expect(whole.adGroups[0]!.ads[0]).toMatchObject({
    reviewStatus: 'approved',
    itemTitle: 'A coat',
    delivery: { impressions: 2_000, clicks: 24 },
  });
});

test('reports leave as CSV with money as decimals', async () => {
  const day = { fromDay: '2026-03-07', toDay: '2026-03-07' };
  const bought = await exportAdvertiserCsv({
    ctx: advertiser.ctx,
    input: { advertiserId: advertiser.advertiserId, ...day },
  });
  expect(bought).toBe(
    'time,impressions,viewable impressions,clicks,CTR,conversions,spend USD\r\n' +
      '2026-03-07,1000,600,12,0.012,2,4.8\r\n',
  );
  const sold = await exportPublisherCsv({
    ctx: publisher.ctx,
    input: { publisherId: publisher.publisherId, ...day },
  });
  expect(sold).toContain('2026-03-07,2000,1100,0.55,1000,12,3.36,3.36\r\n');
});

test('a report of another’s account is not found', async () => {
  const day = { fromDay: '2026-03-07', toDay: '2026-03-07' };
  const foreign = advertiserDelivery({
    ctx: publisher.ctx,
    input: { advertiserId: advertiser.advertiserId, ...day },
  });
  expect(await refusal(foreign)).toBe('not-found');
});

test('staff explain a whole decision; each tenant sees its own part of it', async () => {
  const market = await platform.owner.execute<{ id: string }>(sql`select id from markets`);
  const decisionId = await decided(platform, market.rows[0]!.id, advertiser, publisher);
  const staff = await platform.staff();
  const whole = await explainDecision({ ctx: staff, input: { decisionId } });
  expect(whole).toMatchObject({
    id: decisionId,
    features: { country: 'de' },
    ad: { name: 'Autumn' },
    events: [{ kind: 'impression', chargeMicros: 310_000 }],
  });
  // 310,000 makes 3.1 million of eCPM; 4 million are passed at 400,001.
  expect(whole.runnersUp[0]).toMatchObject({ bidToWinMicros: 400_001, ad: null });
  expect(await listDecisions({ ctx: staff, input: { outcome: 'filled' } })).toMatchObject([
    { id: decisionId, creativeName: 'Autumn', placementName: 'Top' },
  ]);
  expect(await listDecisions({ ctx: staff, input: { outcome: 'no-fill' } })).toEqual([]);
  const [bought] = await listAdvertiserDecisions({ ctx: advertiser.ctx, input: {} });
  expect(bought).toMatchObject({ id: decisionId, clearingPriceMicros: 310_000 });
  const [sold] = await listPublisherDecisions({ ctx: publisher.ctx, input: {} });
  expect(sold).toMatchObject({ id: decisionId, slotId: 'top' });
  expect(sold).not.toHaveProperty('clearingPriceMicros');
  expect(await listAdvertiserDecisions({ ctx: publisher.ctx, input: {} })).toEqual([]);
  expect(await refusal(explainDecision({ ctx: advertiser.ctx, input: { decisionId } }))).toBe(
    'forbidden',
  );
  expect(await platform.owner.$count(decisions)).toBe(1);
});

test('the overview counts the last day of both sides, and adds up no two currencies', async () => {
  const hour = new Date(Math.floor(platform.clock.nowMs() / HOUR_MS) * HOUR_MS);
  await deliver(platform, advertiser, publisher, hour);
  const abroad = await advertiserWithAds(platform);
  const publisherAbroad = await publisherWithPlacement(platform);
  await platform.owner.execute(
    sql`update advertisers set currency = 'EUR' where id = ${abroad.advertiserId}`,
  );
  await platform.owner.execute(
    sql`update publishers set currency = 'EUR' where id = ${publisherAbroad.publisherId}`,
  );
  await deliver(platform, abroad, publisherAbroad, hour);
  const overview = await platformOverview({ ctx: await platform.staff() });
  expect(overview).toMatchObject({
    demand: { impressions: 2_000 },
    supply: { requests: 4_000 },
    pendingReviews: 0,
    activeCampaigns: 2,
  });
  const each = { spendMicros: 4_800_000, marginMicros: 4_800_000 - 3_360_000 };
  expect(overview.money).toHaveLength(2);
  expect(overview.money).toEqual(
    expect.arrayContaining([
      { currency: 'USD', ...each },
      { currency: 'EUR', ...each },
    ]),
  );
});
