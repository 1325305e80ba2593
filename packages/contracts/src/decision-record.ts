import { z } from 'zod';
import {
  explanationSchema,
  noFillReasonSchema,
  predictorSchema,
  retrievedBySchema,
} from './decision.ts';
import { featureValuesSchema } from './feature-values.ts';
import { experimentArmSchema, shadowScoreSchema } from './model-operations.ts';
import { onlineReadingSchema } from './online-state.ts';

/** The stored outcome of one opportunity: enough to explain it, to replay it and to train on it. */
export const decisionRecordSchema = z.object({
  id: z.string(),
  requestId: z.string(),
  decidedAtMs: z.number(),
  marketId: z.string(),
  publisherOrganizationId: z.string(),
  propertyId: z.string(),
  placementId: z.string(),
  slotId: z.string(),
  viewerKey: z.string().nullable(),
  snapshotRevision: z.string(),
  predictor: predictorSchema,
  noFill: noFillReasonSchema.nullable(),
  /** Null on no-fill. */
  winner: z
    .object({
      advertiserOrganizationId: z.string(),
      advertiserId: z.string(),
      campaignId: z.string(),
      adGroupId: z.string(),
      adId: z.string(),
      creativeVersionId: z.string(),
      itemId: z.string().nullable(),
      pricing: z.enum(['cpm', 'cpc', 'cpa']),
      bidMicros: z.int(),
      clearingPriceMicros: z.int(),
      eCpmMicros: z.number(),
      pCtr: z.number(),
      pCvr: z.number(),
      propensity: z.number(),
      propensityEstimated: z.boolean(),
      explored: z.boolean(),
      house: z.boolean(),
      /** Point-in-time values of the pair shown. */
      features: featureValuesSchema,
      /** Absent where every eligible ad was scored. */
      retrievedBy: retrievedBySchema.optional(),
      /** Absent for a house ad, and in records older than online learning. */
      online: onlineReadingSchema.optional(),
    })
    .nullable(),
  /** Runners-up, best first: "the bid needed to win" and the funnel come from these. */
  runnersUp: z.array(
    z.object({
      adId: z.string(),
      pCtr: z.number(),
      bidMicros: z.int(),
      eCpmMicros: z.number(),
      rankScore: z.number(),
    }),
  ),
  funnel: explanationSchema.shape.funnel,
  latencyUs: z.int(),
  /** The canary under way in the market and this viewer's arm. */
  experiment: experimentArmSchema.optional(),
  shadow: shadowScoreSchema.optional(),
});
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
