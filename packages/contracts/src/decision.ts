import { z } from 'zod';
import { consentSchema } from './consent.ts';
import { viewerKeySchema } from './event.ts';
import { onlineReadingSchema } from './online-state.ts';

/** One slot to fill (OpenRTB `imp`). `slotId` is the page's own name for it and comes back in the answer. */
export const opportunitySchema = z.object({
  slotId: z.string().min(1).max(64),
  placementId: z.string().min(1).max(64),
});
export type Opportunity = z.infer<typeof opportunitySchema>;

export const pageContextSchema = z.object({
  url: z.url().max(2048).optional(),
  title: z.string().max(512).optional(),
  categories: z.array(z.string().min(1).max(64)).max(20).default([]),
  keywords: z.array(z.string().min(1).max(64)).max(40).default([]),
  language: z.string().max(35).optional(),
  itemId: z.string().max(64).optional(),
});
export type PageContext = z.infer<typeof pageContextSchema>;

/** `POST /v1/decisions`. */
export const decisionRequestSchema = z.object({
  opportunities: z.array(opportunitySchema).min(1).max(20),
  page: pageContextSchema.default({ categories: [], keywords: [] }),
  viewer: z
    .object({
      key: viewerKeySchema.optional(),
      country: z.string().length(2).optional(),
      /** Declared by the publisher: age band, occupation and the like. */
      attributes: z.record(z.string().max(32), z.string().max(64)).default({}),
    })
    .default({ attributes: {} }),
  consent: consentSchema.default({ personalization: false }),
  /** With a server key only: considers these ads alone. Replay and previews use it. */
  restrictToAds: z.array(z.string()).max(5000).optional(),
  /** With a server key only: leaves these ads out, such as those already seen. */
  excludeAds: z.array(z.string()).max(5000).optional(),
  /** Adds the reasons of the choice to the answer ("why this ad"). */
  explain: z.boolean().default(false),
});
export type DecisionRequest = z.infer<typeof decisionRequestSchema>;
export type DecisionRequestInput = z.input<typeof decisionRequestSchema>;

/** Why a slot stays empty. Numbers are AdCOM no-bid codes where one fits, else vendor codes from 500. */
export const NO_FILL = {
  'unknown-placement': 2,
  'no-eligible-ads': 500,
  'below-floor': 501,
  'budget-exhausted': 502,
  'frequency-capped': 503,
  'not-ready': 1,
} as const;
export const noFillReasonSchema = z.enum(
  Object.keys(NO_FILL) as [keyof typeof NO_FILL, ...(keyof typeof NO_FILL)[]],
);
export type NoFillReason = z.infer<typeof noFillReasonSchema>;

/** Who predicted: a trained model, or posterior-mean rates with Thompson sampling before one exists. */
export const predictorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('model'), modelVersionId: z.string(), modelKind: z.string() }),
  z.object({ kind: z.literal('posterior-mean') }),
]);
export type Predictor = z.infer<typeof predictorSchema>;

export const creativePayloadSchema = z.object({
  creativeId: z.string(),
  creativeVersionId: z.string(),
  format: z.enum(['image', 'native', 'text']),
  width: z.int().positive(),
  height: z.int().positive(),
  imageUrl: z.string().nullable(),
  alt: z.string(),
  headline: z.string().nullable(),
  body: z.string().nullable(),
  callToAction: z.string().nullable(),
  advertiserName: z.string(),
});
export type CreativePayload = z.infer<typeof creativePayloadSchema>;

/** How retrieval came by an ad, where the eligible were too many to score all. */
export const retrievedBySchema = z.object({
  sources: z.array(z.enum(['popular', 'neighbours', 'content', 'interests', 'explore'])).min(1),
  /** The item the viewer turned to that its retrieval model ties most to the ad's. */
  becauseOfItemId: z.string().optional(),
});
export type RetrievedBy = z.infer<typeof retrievedBySchema>;

/** "Why this ad": what a person can read, and the numbers behind it. */
export const explanationSchema = z.object({
  predictor: predictorSchema,
  pCtr: z.number(),
  pCvr: z.number(),
  eCpmMicros: z.number(),
  clearingPriceMicros: z.number(),
  propensity: z.number(),
  propensityEstimated: z.boolean(),
  explored: z.boolean(),
  /** Absent for a house ad. */
  online: onlineReadingSchema.optional(),
  /** Plain sentences, most important first. */
  reasons: z.array(z.string()),
  /** How many candidates each stage kept and removed, by reason. */
  funnel: z.array(
    z.object({
      stage: z.string(),
      kept: z.int(),
      removed: z.record(z.string(), z.int()),
      /** Of retrieval: how many of the kept each source brought; one that two brought counts twice. */
      sources: z.record(z.string(), z.int()).optional(),
    }),
  ),
  /** The viewer's strongest interest tags at the decision. */
  interests: z.array(z.object({ category: z.string(), weight: z.number() })),
});
export type Explanation = z.infer<typeof explanationSchema>;

export const filledSlotSchema = z.object({
  slotId: z.string(),
  decisionId: z.string(),
  ad: z.object({
    adId: z.string(),
    /** The item the ad promotes, where it has one. */
    itemId: z.string().nullable(),
    creative: creativePayloadSchema,
    house: z.boolean(),
    clickUrl: z.string(),
    tokens: z.object({
      impression: z.string(),
      viewable: z.string(),
      click: z.string(),
      conversion: z.string(),
    }),
    expiresAtMs: z.number(),
    pCtr: z.number().optional(),
  }),
  explanation: explanationSchema.optional(),
});

export const emptySlotSchema = z.object({
  slotId: z.string(),
  decisionId: z.string(),
  ad: z.null(),
  noFill: z.object({ nbr: z.int(), reason: noFillReasonSchema }),
  explanation: explanationSchema.partial().optional(),
});

export const decisionResponseSchema = z.object({
  requestId: z.string(),
  slots: z.array(z.union([filledSlotSchema, emptySlotSchema])),
});
export type DecisionResponse = z.infer<typeof decisionResponseSchema>;
