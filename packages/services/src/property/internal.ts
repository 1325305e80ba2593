import { properties, publishers } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';

/** The property with its publisher's currency. @throws not-found */
export async function requireProperty({ tx, organizationId }: TenantRead, propertyId: string) {
  const [row] = await tx
    .select({ property: properties, currency: publishers.currency })
    .from(properties)
    .innerJoin(publishers, eq(publishers.id, properties.publisherId))
    .where(
      and(
        eq(properties.id, propertyId as `prp_${string}`),
        eq(properties.organizationId, organizationId),
      ),
    );
  if (!row) throw notFound('Property');
  return { ...row.property, currency: row.currency };
}
