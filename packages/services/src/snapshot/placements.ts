import type { SnapshotPlacement } from '@placard/contracts';
import { placements, properties, publishers, type Transaction } from '@placard/db';
import { and, asc, eq } from 'drizzle-orm';
import type { AssetUrl } from './build.ts';
import { readHouseAds } from './house-ads.ts';
import { sameTenant } from './same-tenant.ts';

export async function readPlacements(
  tx: Transaction,
  assetUrl: AssetUrl,
): Promise<SnapshotPlacement[]> {
  const houseAds = await readHouseAds(tx, assetUrl);
  const rows = await tx
    .select({
      placementId: placements.id,
      propertyId: placements.propertyId,
      publisherId: properties.publisherId,
      organizationId: placements.organizationId,
      marketId: placements.marketId,
      formats: placements.formats,
      width: placements.width,
      height: placements.height,
      floorECpmMicros: placements.floorECpmMicros,
      publisherShareBps: publishers.shareBps,
      allowedDomains: properties.domains,
      blockedCategories: properties.blockedCategories,
    })
    .from(placements)
    .innerJoin(
      properties,
      and(
        eq(properties.id, placements.propertyId),
        sameTenant(properties.organizationId, placements.organizationId),
      ),
    )
    .innerJoin(
      publishers,
      and(
        eq(publishers.id, properties.publisherId),
        sameTenant(publishers.organizationId, properties.organizationId),
      ),
    )
    .where(eq(placements.status, 'active'))
    .orderBy(asc(placements.id));
  return rows.map((row) => ({ ...row, houseAd: houseAds.get(row.placementId) ?? null }));
}
