import { type Snapshot, snapshotSchema } from '@placard/contracts';
import { adGroups, auditLog } from '@placard/db';
import { DAY_MS, HOUR_MS } from '@placard/domain';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addCreativeVersion,
  approveCreative,
  archiveCampaign,
  archivePlacement,
  buildSnapshot,
  createAd,
  createApiKey,
  createCampaign,
  createCreative,
  getCampaign,
  listCampaigns,
  listCreatives,
  pauseCampaign,
  rejectCreative,
  replaceTargeting,
  resumeCampaign,
  setAdStatus,
  updateCampaign,
  updatePlacement,
} from '../src/index.ts';
import { type Platform, refusal, startPlatform } from './platform.ts';
import {
  type AdvertiserWithAds,
  advertiserWithAds,
  type PublisherWithPlacement,
  publisherWithPlacement,
} from './trading.ts';

let platform: Platform;
let advertiser: AdvertiserWithAds;
let publisher: PublisherWithPlacement;
beforeAll(async () => {
  platform = await startPlatform();
  advertiser = await advertiserWithAds(platform);
  publisher = await publisherWithPlacement(platform);
}, 60_000);
afterAll(() => platform.close());

const snapshot = (): Promise<Snapshot> =>
  buildSnapshot(platform.worker, {
    nowMs: platform.clock.nowMs(),
    assetUrl: ({ digest }) => `https://ads.example/v1/assets/${digest}`,
  });
const serves = async () => (await snapshot()).ads.some((ad) => ad.adId === advertiser.adId);
const id = () => ({ campaignId: advertiser.campaignId });

test('what an advertiser set up is what a decision sees', async () => {
  const built = snapshotSchema.parse(await snapshot());
  expect(built.ads).toEqual([
    {
      adId: advertiser.adId,
      adGroupId: advertiser.adGroupId,
      itemId: advertiser.itemId,
      priceMicros: 19_990_000,
      categories: ['deals', 'fashion', 'outdoor'],
      createdAtMs: platform.clock.nowMs(),
      landingUrl: 'https://shop.example.com/autumn',
      creative: {
        creativeId: advertiser.creativeId,
        creativeVersionId: advertiser.creativeVersionId,
        format: 'image',
        width: 300,
        height: 250,
        imageUrl: `https://ads.example/v1/assets/${advertiser.asset.digest}`,
        alt: '',
        headline: null,
        body: null,
        callToAction: null,
        advertiserName: built.campaigns[0]!.advertiserName,
      },
    },
  ]);
  expect(built.adGroups[0]).toMatchObject({
    pricing: 'cpc',
    bidMicros: 400_000,
    frequencyCap: { impressions: 3, windowMs: DAY_MS },
    rules: [{ attribute: 'country', mode: 'include', values: ['de'] }],
  });
  expect(built.campaigns[0]).toMatchObject({
    campaignId: advertiser.campaignId,
    dailyBudgetMicros: 50_000_000,
    walletBalanceMicros: 100_000_000,
    spentTotalMicros: 0,
  });
  expect(built.placements[0]).toMatchObject({
    placementId: publisher.placementId,
    allowedDomains: ['paper.example'],
    publisherShareBps: 7000,
    houseAd: null,
  });
});

test('the same database gives the same content', async () => {
  expect(await snapshot()).toEqual(await snapshot());
});

test('pause, resume and archive reach the next snapshot, and late clicks still find their page', async () => {
  await pauseCampaign({ ctx: advertiser.ctx, input: id() });
  const paused = await snapshot();
  expect(paused.ads).toEqual([]);
  expect(paused.campaigns).toEqual([]);
  expect(paused.retiredLandingUrls).toEqual({
    [advertiser.adId]: 'https://shop.example.com/autumn',
  });
  await resumeCampaign({ ctx: advertiser.ctx, input: id() });
  const resumed = await snapshot();
  expect(resumed.ads).toHaveLength(1);
  expect(resumed.retiredLandingUrls).toEqual({});
  const { campaignId } = await createCampaign({
    ctx: advertiser.ctx,
    input: { advertiserId: advertiser.advertiserId, name: 'Brief', dailyBudgetMicros: 1_000_000 },
  });
  await archiveCampaign({ ctx: advertiser.ctx, input: { campaignId } });
  expect(await refusal(resumeCampaign({ ctx: advertiser.ctx, input: { campaignId } }))).toBe(
    'conflict',
  );
  const listed = await listCampaigns({ ctx: advertiser.ctx, input: {} });
  expect(listed.map((campaign) => campaign.id)).toEqual([advertiser.campaignId]);
});

test('an ad or ad group that is paused serves no more', async () => {
  const set = (status: 'active' | 'paused') =>
    setAdStatus({ ctx: advertiser.ctx, input: { adId: advertiser.adId, status } });
  await set('paused');
  expect(await serves()).toBe(false);
  await set('active');
  await platform.owner
    .update(adGroups)
    .set({ status: 'paused' })
    .where(eq(adGroups.id, advertiser.adGroupId));
  expect(await serves()).toBe(false);
  await platform.owner
    .update(adGroups)
    .set({ status: 'active' })
    .where(eq(adGroups.id, advertiser.adGroupId));
  expect(await serves()).toBe(true);
});

test('a campaign serves within its schedule alone, published an hour ahead', async () => {
  const at = (startMs: number, endMs: number | null) =>
    updateCampaign({
      ctx: advertiser.ctx,
      input: {
        ...id(),
        startsAt: new Date(platform.clock.nowMs() + startMs),
        endsAt: endMs === null ? null : new Date(platform.clock.nowMs() + endMs),
      },
    });
  await at(2 * HOUR_MS, null);
  expect(await serves()).toBe(false);
  const [scheduled] = await listCampaigns({ ctx: advertiser.ctx, input: {} });
  expect(scheduled!.state).toBe('scheduled');
  await at(HOUR_MS / 2, 2 * HOUR_MS);
  expect(await serves()).toBe(true);
  await at(-2 * HOUR_MS, -HOUR_MS);
  expect(await serves()).toBe(false);
  await at(-2 * HOUR_MS, null);
  expect(await serves()).toBe(true);
  expect(await refusal(at(0, -1))).toBe('invalid');
});

test('a new version serves only once it is approved; until then the approved one does', async () => {
  const { creativeVersionId } = await addCreativeVersion({
    ctx: advertiser.ctx,
    input: {
      creativeId: advertiser.creativeId,
      assetId: advertiser.asset.assetId,
      landingUrl: 'https://shop.example.com/winter',
    },
  });
  const shown = async () => (await snapshot()).ads[0]?.landingUrl;
  expect(await shown()).toBe('https://shop.example.com/autumn');
  const staff = await platform.staff();
  await approveCreative({ ctx: staff, input: { creativeVersionId } });
  expect(await shown()).toBe('https://shop.example.com/winter');
  expect(await refusal(approveCreative({ ctx: staff, input: { creativeVersionId } }))).toBe(
    'conflict',
  );
  await rejectCreative({ ctx: staff, input: { creativeVersionId, reason: 'The page is gone.' } });
  expect(await shown()).toBe('https://shop.example.com/autumn');
  const [creative] = await listCreatives({ ctx: advertiser.ctx, input: {} });
  expect(creative).toMatchObject({ reviewStatus: 'rejected', reviewReason: 'The page is gone.' });
  const trail = await platform.owner
    .select({ action: auditLog.action, actorKind: auditLog.actorKind })
    .from(auditLog)
    .where(eq(auditLog.entityId, creativeVersionId));
  expect(trail).toEqual([
    { action: 'review.approve', actorKind: 'staff' },
    { action: 'review.reject', actorKind: 'staff' },
  ]);
});

test('targeting is replaced whole', async () => {
  await replaceTargeting({
    ctx: advertiser.ctx,
    input: {
      adGroupId: advertiser.adGroupId,
      rules: [
        { attribute: 'device', mode: 'exclude', values: ['TV', 'tv'] },
        { attribute: 'category', mode: 'include', values: ['News'] },
      ],
    },
  });
  const { adGroups: groups } = await getCampaign({ ctx: advertiser.ctx, input: id() });
  expect(groups[0]!.rules).toEqual([
    { attribute: 'device', mode: 'exclude', values: ['tv'] },
    { attribute: 'category', mode: 'include', values: ['news'] },
  ]);
  expect((await snapshot()).adGroups[0]!.rules).toEqual(groups[0]!.rules);
});

test('a house ad is one’s own approved creative', async () => {
  const foreign = updatePlacement({
    ctx: publisher.ctx,
    input: { placementId: publisher.placementId, houseCreativeId: advertiser.creativeId },
  });
  expect(await refusal(foreign)).toBe('not-found');
});

test('an archived placement asks for nothing', async () => {
  await archivePlacement({ ctx: publisher.ctx, input: { placementId: publisher.placementId } });
  expect((await snapshot()).placements).toEqual([]);
});

test('only keys of the platform itself may steer decisions', async () => {
  const before = (await snapshot()).serverKeyHashes;
  expect(before).toEqual([]);
  await createApiKey({ ctx: await platform.staff(), input: { name: 'Replay' } });
  expect((await snapshot()).serverKeyHashes).toHaveLength(1);
  await createApiKey({ ctx: publisher.ctx, input: { name: 'Own pages' } });
  const { serverKeyHashes, organizationOfServerKey } = await snapshot();
  expect(serverKeyHashes).toHaveLength(1);
  expect(Object.values(organizationOfServerKey ?? {})).toContain(publisher.organizationId);
});

test('an ad that points into another tenant is never served, even when a row says so', async () => {
  const other = await advertiserWithAds(platform);
  const link = (creativeId: `cre_${string}`) =>
    createAd({ ctx: advertiser.ctx, input: { adGroupId: advertiser.adGroupId, creativeId } });
  expect(await refusal(link(other.creativeId))).toBe('not-found');
  await platform.owner.execute(sql`insert into ads (id, organization_id, ad_group_id, creative_id)
    values ('ad_foreign', ${advertiser.organizationId}, ${advertiser.adGroupId}, ${other.creativeId})`);
  const { ads } = await snapshot();
  expect(ads.map((ad) => ad.adId)).not.toContain('ad_foreign');
});

test('a half-wrong campaign leaves nothing behind', async () => {
  const { creativeId } = await createCreative({
    ctx: advertiser.ctx,
    input: {
      advertiserId: advertiser.advertiserId,
      name: 'Text',
      format: 'text',
      headline: 'Read on',
      landingUrl: 'https://shop.example.com/',
    },
  });
  const before = await platform.owner.execute(sql`select count(*) from ad_groups`);
  const adGroup = {
    name: 'Twice',
    pricing: 'cpm' as const,
    bidMicros: 1_000_000,
    ads: [{ creativeId }, { creativeId }],
  };
  const twice = createCampaign({
    ctx: advertiser.ctx,
    input: {
      advertiserId: advertiser.advertiserId,
      name: 'Half wrong',
      dailyBudgetMicros: 1_000_000,
      adGroups: [adGroup],
    },
  });
  expect(await refusal(twice)).toBe('conflict');
  const after = await platform.owner.execute(sql`select count(*) from ad_groups`);
  expect(after.rows).toEqual(before.rows);
});
