import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { campaigns, servingStatus } from './campaigns.ts';
import { createdAt, idColumn, microsColumn, tenantPolicies, updatedAt } from './columns.ts';
import { organizations } from './organizations.ts';

export const pricingModel = pgEnum('pricing_model', ['cpm', 'cpc', 'cpa']);

/** Bid and frequency cap; its targeting rules are rows of `targeting_rules`. A CPM bid is for 1,000 impressions. */
export const adGroups = pgTable(
  'ad_groups',
  {
    id: idColumn('agr'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    campaignId: text('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    name: text('name').notNull(),
    status: servingStatus('status').notNull().default('active'),
    pricing: pricingModel('pricing').notNull(),
    bidMicros: microsColumn('bid_micros').notNull(),
    capImpressions: integer('cap_impressions'),
    capWindowMs: bigint('cap_window_ms', { mode: 'number' }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index('ad_groups_organization').on(t.organizationId),
    index('ad_groups_campaign').on(t.campaignId),
    check('ad_groups_bid', sql`${t.bidMicros} > 0`),
    check('ad_groups_cap', sql`(${t.capImpressions} is null) = (${t.capWindowMs} is null)`),
    ...tenantPolicies('ad_groups'),
  ],
);
