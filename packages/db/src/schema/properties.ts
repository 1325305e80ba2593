import { index, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, tenantPolicies } from './columns.ts';
import { organizations } from './organizations.ts';
import { publishers } from './publishers.ts';

export const propertyKind = pgEnum('property_kind', ['site', 'app']);

/** A site or app. `domains` may ask for ads; an empty list allows any (a demo, an app). */
export const properties = pgTable(
  'properties',
  {
    id: idColumn('prp'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    publisherId: text('publisher_id')
      .notNull()
      .references(() => publishers.id),
    name: text('name').notNull(),
    kind: propertyKind('kind').notNull().default('site'),
    domains: text('domains').array().notNull().default([]),
    blockedCategories: text('blocked_categories').array().notNull().default([]),
    createdAt: createdAt(),
  },
  (t) => [index('properties_organization').on(t.organizationId), ...tenantPolicies('properties')],
);
