import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, signUpPolicy, tenantPolicies } from './columns.ts';
import { organizations } from './organizations.ts';

/** Owns inventory and is paid. `shareBps`: its share of each charge in basis points. */
export const publishers = pgTable(
  'publishers',
  {
    id: idColumn('pub'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull().default('UTC'),
    currency: text('currency').notNull().default('USD'),
    shareBps: integer('share_bps').notNull().default(7000),
    createdAt: createdAt(),
  },
  (t) => [
    index('publishers_organization').on(t.organizationId),
    check('publishers_share', sql`${t.shareBps} between 0 and 10000`),
    signUpPolicy('publishers'),
    ...tenantPolicies('publishers'),
  ],
);
