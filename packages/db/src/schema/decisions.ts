import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  text,
} from 'drizzle-orm/pg-core';
import { pricingModel } from './ad-groups.ts';
import { atColumn, logPositionColumns, microsColumn, staffPolicies } from './columns.ts';
import type {
  ExperimentArmColumn,
  FeatureValuesColumn,
  FunnelStage,
  OnlineReadingColumn,
  PredictorColumn,
  RetrievedByColumn,
  RunnerUp,
  ShadowScoreColumn,
} from './json-columns.ts';
import { ingestRole } from './roles.ts';

/**
 * The stored outcome of one opportunity. Both organizations stand in the row; tenants read it through the
 * views `advertiser_decisions` and `publisher_decisions`, which show each its own columns.
 */
export const decisions = pgTable(
  'decisions',
  {
    id: text('id').primaryKey(),
    requestId: text('request_id').notNull(),
    decidedAt: atColumn('decided_at').notNull(),
    marketId: text('market_id').notNull(),
    publisherOrganizationId: text('publisher_organization_id').notNull(),
    propertyId: text('property_id').notNull(),
    placementId: text('placement_id').notNull(),
    slotId: text('slot_id').notNull(),
    viewerKey: text('viewer_key'),
    snapshotRevision: text('snapshot_revision').notNull(),
    predictor: jsonb('predictor').$type<PredictorColumn>().notNull(),
    noFill: text('no_fill'),
    advertiserOrganizationId: text('advertiser_organization_id'),
    advertiserId: text('advertiser_id'),
    campaignId: text('campaign_id'),
    adGroupId: text('ad_group_id'),
    adId: text('ad_id'),
    creativeVersionId: text('creative_version_id'),
    itemId: text('item_id'),
    pricing: pricingModel('pricing'),
    bidMicros: microsColumn('bid_micros'),
    clearingPriceMicros: microsColumn('clearing_price_micros'),
    eCpmMicros: doublePrecision('ecpm_micros'),
    pCtr: doublePrecision('p_ctr'),
    pCvr: doublePrecision('p_cvr'),
    propensity: doublePrecision('propensity'),
    propensityEstimated: boolean('propensity_estimated'),
    explored: boolean('explored'),
    house: boolean('house'),
    features: jsonb('features').$type<FeatureValuesColumn>(),
    runnersUp: jsonb('runners_up').$type<RunnerUp[]>().notNull(),
    funnel: jsonb('funnel').$type<FunnelStage[]>().notNull(),
    latencyUs: integer('latency_us').notNull(),
    /** The canary under way and the arm this viewer is in; null without one. */
    experiment: jsonb('experiment').$type<ExperimentArmColumn>(),
    /** What a version in shadow would have said; null where it was not asked. */
    shadow: jsonb('shadow').$type<ShadowScoreColumn>(),
    /** How retrieval came by the ad; null where every eligible ad was scored. */
    retrievedBy: jsonb('retrieved_by').$type<RetrievedByColumn>(),
    /** What of the market's online state went into it; null for house ads. */
    online: jsonb('online').$type<OnlineReadingColumn>(),
    ...logPositionColumns(),
  },
  (t) => [
    index('decisions_position').on(t.xid, t.seq),
    index('decisions_market_decided_at').on(t.marketId, t.decidedAt),
    index('decisions_advertiser').on(t.advertiserOrganizationId, t.decidedAt),
    index('decisions_experiment')
      .on(sql`(${t.experiment} ->> 'experimentId')`)
      .where(sql`${t.experiment} is not null`),
    index('decisions_shadow')
      .on(sql`(${t.shadow} ->> 'experimentId')`)
      .where(sql`${t.shadow} is not null`),
    index('decisions_publisher').on(t.publisherOrganizationId, t.decidedAt),
    pgPolicy('decisions_ingest', { to: ingestRole, for: 'insert', withCheck: sql`true` }),
    ...staffPolicies('decisions'),
  ],
);
