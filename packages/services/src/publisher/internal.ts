import { publishers } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';

export async function requirePublisher({ tx, organizationId }: TenantRead, publisherId: string) {
  const [row] = await tx
    .select()
    .from(publishers)
    .where(
      and(
        eq(publishers.id, publisherId as `pub_${string}`),
        eq(publishers.organizationId, organizationId),
      ),
    );
  if (!row) throw notFound('Publisher');
  return row;
}
