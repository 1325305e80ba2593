import {
  markets,
  placements,
  properties,
  publisherRollups,
  publishers,
  type Transaction,
} from '@placard/db';
import { DAY_MS, dayInZone } from '@placard/domain';
import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { NO_SUPPLY, supplyColumns, withSupplyRates } from '../report/supply.ts';
import { tenantRead } from '../transaction.ts';
import { type ListPlacementsInput, listPlacementsInput } from './schemas.ts';
import { placementTag } from './tag.ts';

/** The tenant's placements, newest first, with tag, fill rate and revenue of the days asked for. */
export async function listPlacements({ ctx, input }: Call<ListPlacementsInput>) {
  const asked = parseInput(listPlacementsInput, input);
  const nowMs = ctx.clock.nowMs();
  const span = {
    fromDay: asked.fromDay ?? dayInZone(nowMs - 6 * DAY_MS, 'UTC'),
    toDay: asked.toDay ?? dayInZone(nowMs + DAY_MS, 'UTC'),
  };
  return tenantRead(ctx, async ({ tx, organizationId }) => {
    const rows = await tx
      .select({
        placement: placements,
        propertyName: properties.name,
        publisherId: properties.publisherId,
        currency: publishers.currency,
        marketName: markets.name,
      })
      .from(placements)
      .innerJoin(properties, eq(properties.id, placements.propertyId))
      .innerJoin(publishers, eq(publishers.id, properties.publisherId))
      .innerJoin(markets, eq(markets.id, placements.marketId))
      .where(
        and(
          eq(placements.organizationId, organizationId),
          asked.propertyId && eq(placements.propertyId, asked.propertyId),
          asked.includeArchived ? undefined : ne(placements.status, 'archived'),
        ),
      )
      .orderBy(desc(placements.id));
    const supply = await supplyByPlacement(tx, organizationId, span);
    return rows.map(({ placement, ...row }) => ({
      ...placement,
      ...row,
      tag: placementTag(ctx.settings.adServerUrl, placement),
      supply: withSupplyRates(supply.get(placement.id) ?? NO_SUPPLY),
    }));
  });
}

async function supplyByPlacement(
  tx: Transaction,
  organizationId: string,
  { fromDay, toDay }: { fromDay: string; toDay: string },
) {
  const t = publisherRollups;
  const rows = await tx
    .select({ placementId: t.placementId, ...supplyColumns })
    .from(t)
    .innerJoin(properties, eq(properties.id, t.propertyId))
    .innerJoin(publishers, eq(publishers.id, properties.publisherId))
    .where(
      and(
        eq(t.organizationId, organizationId),
        sql`${t.hour} >= (${fromDay}::date::timestamp at time zone ${publishers.timeZone})`,
        sql`${t.hour} < ((${toDay}::date + 1)::timestamp at time zone ${publishers.timeZone})`,
      ),
    )
    .groupBy(t.placementId);
  return new Map(rows.map(({ placementId, ...counts }) => [placementId, counts]));
}
