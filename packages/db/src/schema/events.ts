import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  doublePrecision,
  index,
  integer,
  pgPolicy,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { atColumn, microsColumn, staffPolicies, xid8 } from './columns.ts';
import { ingestRole } from './roles.ts';

/**
 * The event log: append-only, unique by `dedupeKey`. (`xid`, `seq`) orders it so that a reader which stays
 * below the oldest running transaction never skips a row committed out of order.
 */
export const events = pgTable(
  'events',
  {
    seq: bigserial('seq', { mode: 'bigint' }).primaryKey(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    occurredAt: atColumn('occurred_at').notNull(),
    receivedAt: atColumn('received_at').notNull().defaultNow(),
    marketId: text('market_id').notNull(),
    viewerKey: text('viewer_key'),
    publisherOrganizationId: text('publisher_organization_id'),
    propertyId: text('property_id'),
    placementId: text('placement_id'),
    decisionId: text('decision_id'),
    decidedAt: atColumn('decided_at'),
    advertiserOrganizationId: text('advertiser_organization_id'),
    advertiserId: text('advertiser_id'),
    campaignId: text('campaign_id'),
    adGroupId: text('ad_group_id'),
    adId: text('ad_id'),
    chargeMicros: microsColumn('charge_micros').notNull().default(0),
    publisherShareBps: integer('publisher_share_bps'),
    itemId: text('item_id'),
    categories: text('categories').array().notNull().default([]),
    quantity: bigint('quantity', { mode: 'number' }),
    value: doublePrecision('value'),
    ivt: text('ivt'),
  },
  (t) => [
    uniqueIndex('events_dedupe_key').on(t.dedupeKey),
    index('events_position').on(t.xid, t.seq),
    index('events_decision').on(t.decisionId),
    index('events_market_occurred_at').on(t.marketId, t.occurredAt),
    index('events_viewer').on(t.marketId, t.viewerKey),
    pgPolicy('events_ingest', { to: ingestRole, for: 'insert', withCheck: sql`true` }),
    // ON CONFLICT DO NOTHING ... RETURNING needs to see the row it wrote.
    pgPolicy('events_ingest_read', { to: ingestRole, for: 'select', using: sql`true` }),
    ...staffPolicies('events'),
  ],
);
