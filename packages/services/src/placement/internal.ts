import { placements } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';

export async function requirePlacement({ tx, organizationId }: TenantRead, placementId: string) {
  const [row] = await tx
    .select()
    .from(placements)
    .where(
      and(
        eq(placements.id, placementId as `plc_${string}`),
        eq(placements.organizationId, organizationId),
      ),
    );
  if (!row) throw notFound('Placement');
  return row;
}
