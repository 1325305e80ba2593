import type { SnapshotPlacement } from '@placard/contracts';
import { advertisers, creatives, placements, type Transaction } from '@placard/db';
import { and, eq, isNotNull } from 'drizzle-orm';
import { approvedVersions, creativePayload } from './approved-versions.ts';
import type { AssetUrl } from './build.ts';
import { sameTenant } from './same-tenant.ts';

type HouseAd = NonNullable<SnapshotPlacement['houseAd']>;

/** By placement. A house ad is named by its creative's id: it belongs to no ad group and no campaign. */
export async function readHouseAds(
  tx: Transaction,
  assetUrl: AssetUrl,
): Promise<Map<string, HouseAd>> {
  const house = approvedVersions(
    tx,
    tx
      .select({ id: placements.houseCreativeId })
      .from(placements)
      .where(isNotNull(placements.houseCreativeId)),
  );
  const rows = await tx
    .select({
      placementId: placements.id,
      createdAt: placements.createdAt,
      advertiserName: advertisers.name,
      creativeId: house.creativeId,
      creativeVersionId: house.creativeVersionId,
      format: house.format,
      width: house.width,
      height: house.height,
      alt: house.alt,
      headline: house.headline,
      body: house.body,
      callToAction: house.callToAction,
      landingUrl: house.landingUrl,
      digest: house.digest,
      contentType: house.contentType,
    })
    .from(placements)
    .innerJoin(
      house,
      and(
        eq(house.creativeId, placements.houseCreativeId),
        sameTenant(house.organizationId, placements.organizationId),
      ),
    )
    .innerJoin(creatives, eq(creatives.id, house.creativeId))
    .innerJoin(advertisers, eq(advertisers.id, creatives.advertiserId))
    .where(eq(placements.status, 'active'));
  return new Map(
    rows.map((row) => [
      row.placementId,
      {
        adId: row.creativeId,
        itemId: null,
        categories: [],
        createdAtMs: row.createdAt.getTime(),
        landingUrl: row.landingUrl,
        creative: creativePayload(row, row.advertiserName, assetUrl),
      },
    ]),
  );
}
