import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { adGroups } from './ad-groups.ts';
import { servingStatus } from './campaigns.ts';
import { createdAt, idColumn, tenantPolicies, updatedAt } from './columns.ts';
import { creatives } from './creatives.ts';
import { items } from './items.ts';
import { organizations } from './organizations.ts';

/** One creative linked to one ad group, with its own status; may promote an item. */
export const ads = pgTable(
  'ads',
  {
    id: idColumn('ad'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    adGroupId: text('ad_group_id')
      .notNull()
      .references(() => adGroups.id),
    creativeId: text('creative_id')
      .notNull()
      .references(() => creatives.id),
    itemId: text('item_id').references(() => items.id),
    status: servingStatus('status').notNull().default('active'),
    /** Beside those of its item: what interests are counted by. */
    categories: text('categories').array().notNull().default([]),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('ads_ad_group_creative').on(t.adGroupId, t.creativeId),
    index('ads_organization').on(t.organizationId),
    ...tenantPolicies('ads'),
  ],
);
