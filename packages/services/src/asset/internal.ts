import { assets } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';

export async function requireAsset({ tx, organizationId }: TenantRead, assetId: string) {
  const [row] = await tx
    .select()
    .from(assets)
    .where(
      and(eq(assets.id, assetId as `ast_${string}`), eq(assets.organizationId, organizationId)),
    );
  if (!row) throw notFound('Asset');
  return row;
}
