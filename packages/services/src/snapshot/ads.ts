import type { SnapshotAd } from '@placard/contracts';
import { adGroups, ads, advertisers, campaigns, items, type Transaction } from '@placard/db';
import { and, asc, eq } from 'drizzle-orm';
import { approvedVersions, creativePayload, unitedCategories } from './approved-versions.ts';
import type { SnapshotOptions } from './build.ts';
import { sameTenant } from './same-tenant.ts';
import { adGroupOfCampaign, adOfAdGroup, campaignIsServable } from './servable.ts';

export async function readAds(tx: Transaction, options: SnapshotOptions): Promise<SnapshotAd[]> {
  const shown = tx.select({ id: ads.creativeId }).from(ads).where(eq(ads.status, 'active'));
  const approved = approvedVersions(tx, shown);
  const rows = await tx
    .select({
      adId: ads.id,
      adGroupId: ads.adGroupId,
      itemId: ads.itemId,
      categories: ads.categories,
      itemCategories: items.categories,
      priceMicros: items.priceMicros,
      createdAt: ads.createdAt,
      advertiserName: advertisers.name,
      creativeId: approved.creativeId,
      creativeVersionId: approved.creativeVersionId,
      format: approved.format,
      width: approved.width,
      height: approved.height,
      alt: approved.alt,
      headline: approved.headline,
      body: approved.body,
      callToAction: approved.callToAction,
      landingUrl: approved.landingUrl,
      digest: approved.digest,
      contentType: approved.contentType,
    })
    .from(ads)
    .innerJoin(adGroups, adOfAdGroup)
    .innerJoin(campaigns, adGroupOfCampaign)
    .innerJoin(advertisers, eq(advertisers.id, campaigns.advertiserId))
    .innerJoin(
      approved,
      and(
        eq(approved.creativeId, ads.creativeId),
        sameTenant(approved.organizationId, ads.organizationId),
      ),
    )
    .leftJoin(
      items,
      and(eq(items.id, ads.itemId), sameTenant(items.organizationId, ads.organizationId)),
    )
    .where(
      and(
        eq(ads.status, 'active'),
        eq(adGroups.status, 'active'),
        campaignIsServable(options.nowMs),
      ),
    )
    .orderBy(asc(ads.id));
  return rows.map((row) => ({
    adId: row.adId,
    adGroupId: row.adGroupId,
    itemId: row.itemId,
    categories: unitedCategories(row.categories, row.itemCategories),
    priceMicros: row.priceMicros,
    createdAtMs: row.createdAt.getTime(),
    landingUrl: row.landingUrl,
    creative: creativePayload(row, row.advertiserName, options.assetUrl),
  }));
}
