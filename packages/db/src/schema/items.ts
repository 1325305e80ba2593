import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { advertisers } from './advertisers.ts';
import { createdAt, idColumn, microsColumn, tenantPolicies, updatedAt } from './columns.ts';
import { organizations } from './organizations.ts';

/** A thing behaviour refers to (product, article, film), in an advertiser's catalogue. */
export const items = pgTable(
  'items',
  {
    id: idColumn('itm'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    advertiserId: text('advertiser_id')
      .notNull()
      .references(() => advertisers.id),
    /** The advertiser's own key; a repeated import updates by it. */
    externalId: text('external_id').notNull(),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    categories: text('categories').array().notNull(),
    attributes: jsonb('attributes').$type<Record<string, string>>().notNull().default({}),
    url: text('url'),
    imageUrl: text('image_url'),
    priceMicros: microsColumn('price_micros'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('items_external_id').on(t.advertiserId, t.externalId),
    index('items_organization').on(t.organizationId),
    ...tenantPolicies('items'),
  ],
);
