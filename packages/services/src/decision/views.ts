import {
  bigint,
  boolean,
  doublePrecision,
  integer,
  jsonb,
  pgView,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

/** The views through which tenants read decisions; each filters by the session's organization itself. */

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const micros = (name: string) => bigint(name, { mode: 'number' });

export const advertiserDecisions = pgView('advertiser_decisions', {
  id: text('id').notNull(),
  decidedAt: at('decided_at').notNull(),
  marketId: text('market_id').notNull(),
  placementId: text('placement_id').notNull(),
  predictor: jsonb('predictor')
    .$type<
      { kind: 'model'; modelVersionId: string; modelKind: string } | { kind: 'posterior-mean' }
    >()
    .notNull(),
  campaignId: text('campaign_id'),
  adGroupId: text('ad_group_id'),
  adId: text('ad_id'),
  pricing: text('pricing'),
  bidMicros: micros('bid_micros'),
  clearingPriceMicros: micros('clearing_price_micros'),
  eCpmMicros: doublePrecision('ecpm_micros'),
  pCtr: doublePrecision('p_ctr'),
  pCvr: doublePrecision('p_cvr'),
  propensity: doublePrecision('propensity'),
  explored: boolean('explored'),
}).existing();

export const publisherDecisions = pgView('publisher_decisions', {
  id: text('id').notNull(),
  requestId: text('request_id').notNull(),
  decidedAt: at('decided_at').notNull(),
  marketId: text('market_id').notNull(),
  propertyId: text('property_id').notNull(),
  placementId: text('placement_id').notNull(),
  slotId: text('slot_id').notNull(),
  noFill: text('no_fill'),
  adId: text('ad_id'),
  house: boolean('house'),
  funnel: jsonb('funnel')
    .$type<{ stage: string; kept: number; removed: Record<string, number> }[]>()
    .notNull(),
  latencyUs: integer('latency_us').notNull(),
}).existing();
