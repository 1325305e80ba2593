import { itemReviews, items } from '@placard/db';
import { type Id, newId } from '@placard/domain';
import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { requireAdvertiser } from '../advertiser/internal.ts';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { type TenantRead, tenantWrite } from '../transaction.ts';
import type { ImportResult } from './import.ts';
import { optionalCell, readCsv } from './read-csv.ts';
import { type ImportReviewsInput, importReviewsInput } from './schemas.ts';

const ROWS_PER_INSERT = 1_000;

const reviewRow = z.object({
  external_id: z.string().trim().min(1, 'is empty').max(128),
  rating: z.coerce.number().min(1, 'must be 1 to 5').max(5, 'must be 1 to 5'),
  body: optionalCell(z.string().trim().max(20_000)),
  reviewed_at: optionalCell(
    z
      .string()
      .transform((cell) => new Date(cell))
      .refine((date) => !Number.isNaN(date.getTime()), 'must be a date'),
  ),
});

/**
 * Reads reviews (external_id of the item, rating 1-5, body, reviewed_at). A file is the whole of each item it
 * names: that item's earlier reviews give way, so that a repeated import changes nothing. @throws not-found, invalid
 */
export async function importReviews({
  ctx,
  input,
}: Call<ImportReviewsInput>): Promise<ImportResult> {
  const { advertiserId, csv } = parseInput(importReviewsInput, input);
  return tenantWrite(ctx, 'buy', async (scope) => {
    await requireAdvertiser(scope, advertiserId);
    const read = readCsv(csv, reviewRow, ['external_id', 'rating']);
    const itemIds = await itemsByExternalId(
      scope,
      advertiserId,
      read.rows.map((r) => r.value.external_id),
    );
    const now = nowOf(ctx);
    const unknown = read.rows.filter((r) => !itemIds.has(r.value.external_id));
    const reviews = read.rows.flatMap(({ value }) => {
      const itemId = itemIds.get(value.external_id);
      if (!itemId) return [];
      return [
        {
          id: newId('rev'),
          organizationId: scope.organizationId,
          itemId,
          rating: value.rating,
          body: value.body ?? '',
          reviewedAt: value.reviewed_at ?? now,
          createdAt: now,
        },
      ];
    });
    const replaced = [...itemIds.values()];
    for (let at = 0; at < replaced.length; at += ROWS_PER_INSERT) {
      const part = replaced.slice(at, at + ROWS_PER_INSERT);
      await scope.tx.delete(itemReviews).where(inArray(itemReviews.itemId, part));
    }
    for (let at = 0; at < reviews.length; at += ROWS_PER_INSERT) {
      await scope.tx.insert(itemReviews).values(reviews.slice(at, at + ROWS_PER_INSERT));
    }
    const problems = [
      ...read.problems,
      ...unknown.map(({ row }) => ({ row, message: 'external_id: no such item' })),
    ].sort((a, b) => a.row - b.row);
    await scope.audit({
      action: 'item.import-reviews',
      entityId: advertiserId,
      detail: { imported: reviews.length, problems: problems.length },
    });
    return { total: read.total, imported: reviews.length, problems };
  });
}

async function itemsByExternalId(
  { tx, organizationId }: TenantRead,
  advertiserId: string,
  externalIds: readonly string[],
): Promise<Map<string, Id<'itm'>>> {
  const wanted = [...new Set(externalIds)];
  const found = new Map<string, Id<'itm'>>();
  for (let at = 0; at < wanted.length; at += ROWS_PER_INSERT) {
    const rows = await tx
      .select({ id: items.id, externalId: items.externalId })
      .from(items)
      .where(
        and(
          eq(items.organizationId, organizationId),
          eq(items.advertiserId, advertiserId),
          inArray(items.externalId, wanted.slice(at, at + ROWS_PER_INSERT)),
        ),
      );
    for (const row of rows) found.set(row.externalId, row.id);
  }
  return found;
}
