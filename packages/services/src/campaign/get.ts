import {
  adGroups,
  ads,
  advertiserRollups,
  advertisers,
  campaignSpend,
  creatives,
  items,
  markets,
  type Transaction,
  targetingRules,
} from '@placard/db';
import { dayInZone } from '@placard/domain';
import { and, asc, eq, sql } from 'drizzle-orm';
import { assetUrlOf } from '../asset/url.ts';
import { latestVersions } from '../creative/latest-versions.ts';
import { type Call, parseInput } from '../input.ts';
import {
  type DeliveryCounts,
  deliveryColumns,
  NO_DELIVERY,
  withRates,
} from '../report/delivery.ts';
import { tenantRead } from '../transaction.ts';
import { campaignState, requireCampaign } from './internal.ts';
import { type CampaignIdInput, campaignIdInput } from './schemas.ts';

/** A campaign with its ad groups, their rules and ads, and what each ad delivered in all. @throws not-found */
export async function getCampaign({ ctx, input }: Call<CampaignIdInput>) {
  const { campaignId } = parseInput(campaignIdInput, input);
  const nowMs = ctx.clock.nowMs();
  return tenantRead(ctx, async (scope) => {
    const { tx } = scope;
    const campaign = await requireCampaign(scope, campaignId);
    const [account] = await tx
      .select({
        advertiserName: advertisers.name,
        timeZone: advertisers.timeZone,
        currency: advertisers.currency,
        marketName: markets.name,
      })
      .from(advertisers)
      .innerJoin(markets, eq(markets.id, campaign.marketId as `mkt_${string}`))
      .where(eq(advertisers.id, campaign.advertiserId as `adv_${string}`));
    const [spend] = await tx
      .select({
        totalMicros: sql`coalesce(sum(${campaignSpend.spendMicros}), 0)`.mapWith(Number),
        todayMicros: sql`coalesce(sum(${campaignSpend.spendMicros})
          filter (where ${campaignSpend.day} = ${dayInZone(nowMs, account!.timeZone)}), 0)`.mapWith(
          Number,
        ),
      })
      .from(campaignSpend)
      .where(eq(campaignSpend.campaignId, campaignId));
    return {
      ...campaign,
      ...account!,
      state: campaignState(campaign, nowMs),
      spentTodayMicros: spend!.todayMicros,
      spentTotalMicros: spend!.totalMicros,
      adGroups: await readGroups(tx, campaignId, assetUrlOf(ctx)),
    };
  });
}

async function readGroups(
  tx: Transaction,
  campaignId: string,
  imageUrl: (digest: string) => string,
) {
  const groups = await tx
    .select()
    .from(adGroups)
    .where(eq(adGroups.campaignId, campaignId))
    .orderBy(asc(adGroups.id));
  const rules = await tx
    .select({
      adGroupId: targetingRules.adGroupId,
      attribute: targetingRules.attribute,
      mode: targetingRules.mode,
      values: targetingRules.values,
    })
    .from(targetingRules)
    .innerJoin(adGroups, eq(adGroups.id, targetingRules.adGroupId))
    .where(eq(adGroups.campaignId, campaignId))
    .orderBy(asc(targetingRules.id));
  const adRows = await readAds(tx, campaignId, imageUrl);
  return groups.map(({ capImpressions, capWindowMs, ...group }) => ({
    ...group,
    frequencyCap:
      capImpressions === null || capWindowMs === null
        ? null
        : { impressions: capImpressions, windowMs: capWindowMs },
    rules: rules
      .filter((rule) => rule.adGroupId === group.id)
      .map(({ adGroupId: _, ...rule }) => rule),
    ads: adRows.filter((ad) => ad.adGroupId === group.id),
  }));
}

async function readAds(tx: Transaction, campaignId: string, imageUrl: (digest: string) => string) {
  const latest = latestVersions(tx);
  const rows = await tx
    .select({
      id: ads.id,
      adGroupId: ads.adGroupId,
      status: ads.status,
      categories: ads.categories,
      itemId: ads.itemId,
      itemTitle: items.title,
      creativeId: ads.creativeId,
      creativeName: creatives.name,
      format: creatives.format,
      reviewStatus: latest.reviewStatus,
      reviewReason: latest.reviewReason,
      headline: latest.headline,
      width: latest.width,
      height: latest.height,
      imageDigest: latest.imageDigest,
      createdAt: ads.createdAt,
    })
    .from(ads)
    .innerJoin(adGroups, and(eq(adGroups.id, ads.adGroupId), eq(adGroups.campaignId, campaignId)))
    .innerJoin(creatives, eq(creatives.id, ads.creativeId))
    .innerJoin(latest, eq(latest.creativeId, creatives.id))
    .leftJoin(items, eq(items.id, ads.itemId))
    .orderBy(asc(ads.id));
  const delivery = await deliveryByAd(tx, campaignId);
  return rows.map(({ imageDigest, ...ad }) => ({
    ...ad,
    imageUrl: imageDigest && imageUrl(imageDigest),
    delivery: withRates(delivery.get(ad.id) ?? NO_DELIVERY),
  }));
}

async function deliveryByAd(tx: Transaction, campaignId: string) {
  const t = advertiserRollups;
  const rows = await tx
    .select({ adId: t.adId, ...deliveryColumns })
    .from(t)
    .where(eq(t.campaignId, campaignId))
    .groupBy(t.adId);
  return new Map<string, DeliveryCounts>(rows.map(({ adId, ...counts }) => [adId, counts]));
}
