import { placements, properties, publishers } from '@placard/db';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { CallWithoutInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';

/** The tenant's sites and apps with how many placements are active on each. */
export async function listProperties({ ctx }: CallWithoutInput) {
  return tenantRead(ctx, ({ tx, organizationId }) =>
    tx
      .select({
        id: properties.id,
        publisherId: properties.publisherId,
        publisherName: publishers.name,
        name: properties.name,
        kind: properties.kind,
        domains: properties.domains,
        blockedCategories: properties.blockedCategories,
        createdAt: properties.createdAt,
        placementCount: sql`count(${placements.id})`.mapWith(Number),
      })
      .from(properties)
      .innerJoin(publishers, eq(publishers.id, properties.publisherId))
      .leftJoin(
        placements,
        and(eq(placements.propertyId, properties.id), eq(placements.status, 'active')),
      )
      .where(eq(properties.organizationId, organizationId))
      .groupBy(properties.id, publishers.id)
      .orderBy(asc(properties.id)),
  );
}
