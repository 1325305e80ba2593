import { index, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { advertisers } from './advertisers.ts';
import { createdAt, idColumn, tenantPolicies } from './columns.ts';
import { organizations } from './organizations.ts';

export const creativeFormat = pgEnum('creative_format', ['image', 'native', 'text']);

/** A renderable unit; its content lives in versions, each reviewed. The newest approved version serves. */
export const creatives = pgTable(
  'creatives',
  {
    id: idColumn('cre'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    advertiserId: text('advertiser_id')
      .notNull()
      .references(() => advertisers.id),
    name: text('name').notNull(),
    format: creativeFormat('format').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('creatives_organization').on(t.organizationId),
    index('creatives_advertiser').on(t.advertiserId),
    ...tenantPolicies('creatives'),
  ],
);
