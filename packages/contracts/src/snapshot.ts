import { PRICING_MODELS, TARGETING_ATTRIBUTES } from '@placard/domain';
import { z } from 'zod';
import { creativePayloadSchema } from './decision.ts';
import { artefactManifestSchema, modelKindSchema } from './model-artefact.ts';
import { trialShareSchema } from './model-operations.ts';
import { servingPolicySchema } from './serving-policy.ts';

export const targetingRuleSchema = z.object({
  attribute: z.enum(TARGETING_ATTRIBUTES),
  mode: z.enum(['include', 'exclude']),
  values: z.array(z.string().min(1).max(128)).min(1).max(500),
});

export const frequencyCapSchema = z.object({
  impressions: z.int().positive().max(10_000),
  windowMs: z.int().positive(),
});
export type FrequencyCap = z.infer<typeof frequencyCapSchema>;

export const snapshotCampaignSchema = z.object({
  campaignId: z.string(),
  organizationId: z.string(),
  advertiserId: z.string(),
  advertiserName: z.string(),
  timeZone: z.string(),
  startMs: z.number(),
  endMs: z.number().nullable(),
  dailyBudgetMicros: z.int().nonnegative(),
  totalBudgetMicros: z.int().nonnegative().nullable(),
  /** What the ledger has already charged, for a store that starts empty. */
  spentTotalMicros: z.int().nonnegative(),
  /** Charged per day (advertiser's zone) for today and yesterday: `YYYY-MM-DD` -> micros. */
  spentByDayMicros: z.record(z.string(), z.int()),
  walletBalanceMicros: z.int(),
});
export type SnapshotCampaign = z.infer<typeof snapshotCampaignSchema>;

export const snapshotAdGroupSchema = z.object({
  adGroupId: z.string(),
  campaignId: z.string(),
  marketId: z.string(),
  pricing: z.enum(PRICING_MODELS),
  bidMicros: z.int().nonnegative(),
  frequencyCap: frequencyCapSchema.nullable(),
  rules: z.array(targetingRuleSchema),
});
export type SnapshotAdGroup = z.infer<typeof snapshotAdGroupSchema>;

export const snapshotAdSchema = z.object({
  adId: z.string(),
  adGroupId: z.string(),
  itemId: z.string().nullable(),
  /** Of the item it promotes and the creative: what interests are counted by. */
  categories: z.array(z.string()),
  /** Of the item it promotes, in the advertiser's currency. */
  priceMicros: z.int().nonnegative().nullish(),
  createdAtMs: z.number(),
  landingUrl: z.string(),
  creative: creativePayloadSchema,
});
export type SnapshotAd = z.infer<typeof snapshotAdSchema>;

export const snapshotPlacementSchema = z.object({
  placementId: z.string(),
  propertyId: z.string(),
  publisherId: z.string(),
  organizationId: z.string(),
  marketId: z.string(),
  formats: z.array(z.enum(['image', 'native', 'text'])),
  width: z.int().positive(),
  height: z.int().positive(),
  floorECpmMicros: z.int().nonnegative(),
  publisherShareBps: z.int(),
  allowedDomains: z.array(z.string()),
  blockedCategories: z.array(z.string()),
  houseAd: snapshotAdSchema.omit({ adGroupId: true }).nullable(),
});
export type SnapshotPlacement = z.infer<typeof snapshotPlacementSchema>;

export const snapshotModelSchema = z.object({
  modelVersionId: z.string(),
  kind: modelKindSchema,
  manifest: artefactManifestSchema,
});
export type SnapshotModel = z.infer<typeof snapshotModelSchema>;

/** A version on trial beside the champion, and its share of decisions (shadow) or viewers (canary). */
export const snapshotTrialSchema = snapshotModelSchema.extend({
  experimentId: z.string(),
  share: trialShareSchema,
});
export type SnapshotTrial = z.infer<typeof snapshotTrialSchema>;

/** What ties items to what a viewer did: the bytes of a RetrievalModel by their digest. */
export const snapshotRetrievalSchema = z.object({
  retrievalModelId: z.string(),
  method: z.string(),
  digest: z.string(),
});
export type SnapshotRetrieval = z.infer<typeof snapshotRetrievalSchema>;

/** What ads and items say, as vectors: the bytes of a ContentTable by their digest. */
export const snapshotContentSchema = z.object({
  contentModelId: z.string(),
  method: z.string(),
  digest: z.string(),
});
export type SnapshotContent = z.infer<typeof snapshotContentSchema>;

/** What an ad does to the rest of a visit: the bytes of a SessionPolicy, as JSON, by their digest. */
export const snapshotSessionPolicySchema = z.object({
  sessionPolicyId: z.string(),
  method: z.string(),
  digest: z.string(),
});
export type SnapshotSessionPolicy = z.infer<typeof snapshotSessionPolicySchema>;

export const snapshotMarketSchema = z.object({
  marketId: z.string(),
  currency: z.string().length(3),
  /** Share of decisions explored, in [0, 1]. */
  exploration: z.number().min(0).max(1),
  champion: snapshotModelSchema.nullable(),
  /** Absent: `auto`. */
  policy: servingPolicySchema.optional(),
  canary: snapshotTrialSchema.optional(),
  shadow: snapshotTrialSchema.optional(),
  /** Absent where viewers' items are not to be, or could not be, learnt from. */
  retrieval: snapshotRetrievalSchema.optional(),
  /** Absent until the worker has learnt what ads say, and where it is not to. */
  content: snapshotContentSchema.optional(),
  /** Absent where a visit is not to be, or could not be, looked at as a whole. */
  sessionPolicy: snapshotSessionPolicySchema.optional(),
});
export type SnapshotMarket = z.infer<typeof snapshotMarketSchema>;

/** All that a decision needs, immutable. `revision` is the digest of its content. */
export const snapshotSchema = z.object({
  formatVersion: z.literal(1),
  builtAtMs: z.number(),
  markets: z.array(snapshotMarketSchema),
  campaigns: z.array(snapshotCampaignSchema),
  adGroups: z.array(snapshotAdGroupSchema),
  /** Servable now: approved, running, within reach of their schedule. */
  ads: z.array(snapshotAdSchema),
  placements: z.array(snapshotPlacementSchema),
  /** Landing pages of ads that no longer serve but whose clicks may still arrive. */
  retiredLandingUrls: z.record(z.string(), z.string()),
  /** sha256 (hex) of server keys that may restrict, exclude or set the clock. */
  serverKeyHashes: z.array(z.string()),
  /** By sha256 (hex) of an organization's own server key: it speaks for that organization's placements alone. */
  organizationOfServerKey: z.record(z.string(), z.string()).optional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
