import { sql } from 'drizzle-orm';
import { check, index, pgTable, real, text } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, idColumn, tenantPolicies } from './columns.ts';
import { items } from './items.ts';
import { organizations } from './organizations.ts';

/** What people say of an item: text and a rating of 1 to 5, imported with the catalogue. */
export const itemReviews = pgTable(
  'item_reviews',
  {
    id: idColumn('rev'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    itemId: text('item_id')
      .notNull()
      .references(() => items.id, { onDelete: 'cascade' }),
    rating: real('rating').notNull(),
    body: text('body').notNull().default(''),
    reviewedAt: atColumn('reviewed_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('item_reviews_item').on(t.itemId),
    check('item_reviews_rating', sql`${t.rating} between 1 and 5`),
    ...tenantPolicies('item_reviews'),
  ],
);
