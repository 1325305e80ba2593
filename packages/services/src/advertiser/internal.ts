import { advertisers } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';

export async function requireAdvertiser({ tx, organizationId }: TenantRead, advertiserId: string) {
  const [row] = await tx
    .select()
    .from(advertisers)
    .where(
      and(
        eq(advertisers.id, advertiserId as `adv_${string}`),
        eq(advertisers.organizationId, organizationId),
      ),
    );
  if (!row) throw notFound('Advertiser');
  return row;
}
