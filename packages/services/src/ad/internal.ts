import { ads, creatives, items } from '@placard/db';
import { type Id, newId } from '@placard/domain';
import { and, eq, inArray } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';
import type { NewAd } from './schemas.ts';

const ROWS_PER_INSERT = 1_000;

/**
 * Writes ads of several ad groups at once. Every creative and item must be the tenant's own and of
 * `advertiserId`: a foreign key alone would accept another tenant's. @throws not-found
 */
export async function insertAds(
  scope: TenantRead,
  advertiserId: string,
  adsByGroup: readonly { readonly adGroupId: string; readonly ad: NewAd }[],
  createdAt: Date,
): Promise<Id<'ad'>[]> {
  await requireCreatives(
    scope,
    advertiserId,
    adsByGroup.map(({ ad }) => ad.creativeId),
  );
  await requireItems(
    scope,
    advertiserId,
    adsByGroup.flatMap(({ ad }) => (ad.itemId === null ? [] : [ad.itemId])),
  );
  const rows = adsByGroup.map(({ adGroupId, ad }) => ({
    id: newId('ad'),
    organizationId: scope.organizationId,
    adGroupId,
    ...ad,
    createdAt,
    updatedAt: createdAt,
  }));
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    await scope.tx.insert(ads).values(rows.slice(at, at + ROWS_PER_INSERT));
  }
  return rows.map((row) => row.id);
}

async function requireCreatives(
  { tx, organizationId }: TenantRead,
  advertiserId: string,
  creativeIds: readonly Id<'cre'>[],
): Promise<void> {
  const wanted = [...new Set(creativeIds)];
  if (wanted.length === 0) return;
  const found = await tx
    .select({ id: creatives.id })
    .from(creatives)
    .where(
      and(
        inArray(creatives.id, wanted),
        eq(creatives.organizationId, organizationId),
        eq(creatives.advertiserId, advertiserId),
      ),
    );
  if (found.length < wanted.length) throw notFound('Creative');
}

async function requireItems(
  { tx, organizationId }: TenantRead,
  advertiserId: string,
  itemIds: readonly Id<'itm'>[],
): Promise<void> {
  const wanted = [...new Set(itemIds)];
  if (wanted.length === 0) return;
  const found = await tx
    .select({ id: items.id })
    .from(items)
    .where(
      and(
        inArray(items.id, wanted),
        eq(items.organizationId, organizationId),
        eq(items.advertiserId, advertiserId),
      ),
    );
  if (found.length < wanted.length) throw notFound('Item');
}
