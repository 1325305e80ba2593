import { assets } from '@placard/db';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { pageFields } from '../fields.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';
import { assetUrlOf } from './url.ts';

export const listAssetsInput = z.object(pageFields);
export type ListAssetsInput = z.input<typeof listAssetsInput>;

/** The tenant's images, newest first. */
export async function listAssets({ ctx, input }: Call<ListAssetsInput>) {
  const { limit, before } = parseInput(listAssetsInput, input);
  const url = assetUrlOf(ctx);
  return tenantRead(ctx, async ({ tx, organizationId }) => {
    const rows = await tx
      .select()
      .from(assets)
      .where(
        and(
          eq(assets.organizationId, organizationId),
          before ? lt(assets.id, before as `ast_${string}`) : undefined,
        ),
      )
      .orderBy(desc(assets.id))
      .limit(limit);
    return rows.map(({ organizationId: _, ...asset }) => ({ ...asset, url: url(asset.digest) }));
  });
}
