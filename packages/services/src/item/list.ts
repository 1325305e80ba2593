import { itemReviews, items } from '@placard/db';
import { and, desc, eq, ilike, lt, or, sql } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';
import { type ListItemsInput, listItemsInput } from './schemas.ts';

/** The tenant's catalogue, newest first, with how each item was reviewed. */
export async function listItems({ ctx, input }: Call<ListItemsInput>) {
  const { advertiserId, search, limit, before } = parseInput(listItemsInput, input);
  const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : undefined;
  return tenantRead(ctx, async ({ tx, organizationId }) => {
    const page = await tx
      .select()
      .from(items)
      .where(
        and(
          eq(items.organizationId, organizationId),
          advertiserId && eq(items.advertiserId, advertiserId),
          pattern === undefined
            ? undefined
            : or(ilike(items.title, pattern), ilike(items.externalId, pattern)),
          before ? lt(items.id, before as `itm_${string}`) : undefined,
        ),
      )
      .orderBy(desc(items.id))
      .limit(limit);
    const reviews = await tx
      .select({
        itemId: itemReviews.itemId,
        count: sql`count(*)`.mapWith(Number),
        rating: sql`avg(${itemReviews.rating})`.mapWith(Number),
      })
      .from(itemReviews)
      .where(sql`${itemReviews.itemId} = any(${sql.param(page.map((item) => item.id))}::text[])`)
      .groupBy(itemReviews.itemId);
    const byItem = new Map(reviews.map((review) => [review.itemId, review]));
    return page.map(({ organizationId: _, ...item }) => ({
      ...item,
      reviewCount: byItem.get(item.id)?.count ?? 0,
      meanRating: byItem.get(item.id)?.rating ?? null,
    }));
  });
}
