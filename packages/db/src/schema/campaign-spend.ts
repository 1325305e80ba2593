import { sql } from 'drizzle-orm';
import { date, pgPolicy, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { microsColumn, sessionOrganization, staffPolicies } from './columns.ts';
import { appRole } from './roles.ts';

/** Charged per campaign and day (advertiser's zone), written in the settling transaction: the budget's own book. */
export const campaignSpend = pgTable(
  'campaign_spend',
  {
    campaignId: text('campaign_id').notNull(),
    organizationId: text('organization_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    spendMicros: microsColumn('spend_micros').notNull().default(0),
    /** Billable events beyond the budget: delivered, not charged. */
    overDeliveryMicros: microsColumn('over_delivery_micros').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.day] }),
    pgPolicy('campaign_spend_tenant_read', {
      to: appRole,
      for: 'select',
      using: sql`organization_id = ${sessionOrganization}`,
    }),
    ...staffPolicies('campaign_spend'),
  ],
);
