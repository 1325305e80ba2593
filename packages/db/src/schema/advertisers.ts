import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, signUpPolicy, tenantPolicies } from './columns.ts';
import { organizations } from './organizations.ts';

/** The account that buys: has a wallet (ledger account), a currency and a time zone for its days. */
export const advertisers = pgTable(
  'advertisers',
  {
    id: idColumn('adv'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text('name').notNull(),
    domain: text('domain'),
    timeZone: text('time_zone').notNull().default('UTC'),
    currency: text('currency').notNull().default('USD'),
    attributionWindowDays: integer('attribution_window_days').notNull().default(30),
    createdAt: createdAt(),
  },
  (t) => [
    index('advertisers_organization').on(t.organizationId),
    signUpPolicy('advertisers'),
    ...tenantPolicies('advertisers'),
  ],
);
