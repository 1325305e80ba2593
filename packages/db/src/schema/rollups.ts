import { sql } from 'drizzle-orm';
import { index, integer, pgPolicy, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { atColumn, microsColumn, sessionOrganization, staffPolicies } from './columns.ts';
import { appRole } from './roles.ts';

const tenantRead = (table: string) =>
  pgPolicy(`${table}_tenant_read`, {
    to: appRole,
    for: 'select',
    using: sql`organization_id = ${sessionOrganization}`,
  });

const delivery = () => ({
  impressions: integer('impressions').notNull().default(0),
  viewables: integer('viewables').notNull().default(0),
  clicks: integer('clicks').notNull().default(0),
  conversions: integer('conversions').notNull().default(0),
  invalid: integer('invalid').notNull().default(0),
});

/** Delivery per ad and hour (UTC), for the advertiser. Written exactly once per event by the rollup consumer. */
export const advertiserRollups = pgTable(
  'advertiser_rollups',
  {
    organizationId: text('organization_id').notNull(),
    advertiserId: text('advertiser_id').notNull(),
    campaignId: text('campaign_id').notNull(),
    adGroupId: text('ad_group_id').notNull(),
    adId: text('ad_id').notNull(),
    hour: atColumn('hour').notNull(),
    ...delivery(),
    spendMicros: microsColumn('spend_micros').notNull().default(0),
    conversionValueMicros: microsColumn('conversion_value_micros').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.adId, t.hour] }),
    index('advertiser_rollups_organization').on(t.organizationId, t.hour),
    index('advertiser_rollups_campaign').on(t.campaignId, t.hour),
    tenantRead('advertiser_rollups'),
    ...staffPolicies('advertiser_rollups'),
  ],
);

/** Delivery per placement and hour (UTC), for the publisher. `requests` and `filled` count opportunities. */
export const publisherRollups = pgTable(
  'publisher_rollups',
  {
    organizationId: text('organization_id').notNull(),
    propertyId: text('property_id').notNull(),
    placementId: text('placement_id').notNull(),
    hour: atColumn('hour').notNull(),
    requests: integer('requests').notNull().default(0),
    filled: integer('filled').notNull().default(0),
    ...delivery(),
    payoutMicros: microsColumn('payout_micros').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.placementId, t.hour] }),
    index('publisher_rollups_organization').on(t.organizationId, t.hour),
    tenantRead('publisher_rollups'),
    ...staffPolicies('publisher_rollups'),
  ],
);
