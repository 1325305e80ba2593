import { DAY_MS } from '@placard/domain';
import { z } from 'zod';
import { consentSchema } from './consent.ts';

/** Kinds that an event token can authorise, in the order of a viewer's path. */
export const TOKEN_KINDS = ['impression', 'viewable', 'click', 'conversion'] as const;
export const tokenKindSchema = z.enum(TOKEN_KINDS);
export type TokenKind = z.infer<typeof tokenKindSchema>;

/** Behaviour that needs no ad: it shapes the viewer's profile and never moves money. */
export const BEHAVIOUR_KINDS = [
  'view',
  'search',
  'add-to-cart',
  'purchase',
  'rating',
  'dwell',
  'hide',
] as const;
export const behaviourKindSchema = z.enum(BEHAVIOUR_KINDS);
export type BehaviourKind = z.infer<typeof behaviourKindSchema>;

export const eventKindSchema = z.enum([...TOKEN_KINDS, ...BEHAVIOUR_KINDS]);
export type EventKind = z.infer<typeof eventKindSchema>;

export const viewerKeySchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w.:@-]+$/, 'letters, digits and _ . : @ - only');

const categoriesSchema = z.array(z.string().min(1).max(64)).max(20);

/** One entry of `POST /v1/events`: a token, with what the page knows of the event. */
export const tokenEventSchema = z.object({
  token: z.string().min(16).max(2048),
  /** Conversions: value in micros of the market's currency, and items bought. */
  valueMicros: z.int().nonnegative().optional(),
  quantity: z.int().positive().max(1_000_000).optional(),
});

/**
 * One entry of `POST /v1/behaviour`. `id` is the sender's own, and makes a repeat harmless. A rating is of 0 to 5, a
 * dwell of milliseconds.
 */
export const behaviourEventSchema = z
  .object({
    id: z.string().min(8).max(64),
    kind: behaviourKindSchema,
    placementId: z.string().max(64),
    viewerKey: viewerKeySchema,
    itemId: z.string().max(64).optional(),
    categories: categoriesSchema.optional(),
    quantity: z.int().positive().max(1_000_000).optional(),
    value: z.number().finite().optional(),
    /** When it happened, for a server that reports later; a page always reports now. */
    occurredAtMs: z.int().nonnegative().optional(),
  })
  .refine(
    ({ kind, value }) => kind !== 'rating' || (value !== undefined && value >= 0 && value <= 5),
    {
      path: ['value'],
      error: 'a rating is a number from 0 to 5',
    },
  )
  .refine(({ kind, value = 0 }) => kind !== 'dwell' || (value >= 0 && value <= DAY_MS), {
    path: ['value'],
    error: 'a dwell is of up to a day, in milliseconds',
  });

export type BehaviourEvent = z.infer<typeof behaviourEventSchema>;

export const eventBatchSchema = z.object({ events: z.array(z.unknown()).min(1).max(200) });

/** A server that leaves `consent` out vouches for it by its key; a page always sends it. */
export const behaviourBatchSchema = eventBatchSchema.extend({ consent: consentSchema.optional() });

/** What became of each entry, in order. `accepted` and `duplicate` are durable. */
export const EVENT_OUTCOMES = [
  'accepted',
  'duplicate',
  'expired',
  'forged',
  'malformed',
  'not-consented',
] as const;
export const eventOutcomeSchema = z.enum(EVENT_OUTCOMES);
export type EventOutcome = z.infer<typeof eventOutcomeSchema>;
export const eventBatchResponseSchema = z.object({ outcomes: z.array(eventOutcomeSchema) });

/** Invalid traffic: general (list and rule) or sophisticated (behaviour). Marked, never silently dropped. */
export const ivtSchema = z.enum(['givt', 'sivt']);

/** An event as it is appended to the log and read back. Exactly one of the ad fields or behaviour applies. */
export const eventRecordSchema = z.object({
  id: z.string(),
  kind: eventKindSchema,
  /** Unique: `<decision id>:<kind>` for tokens, `<property id>:<sender's id>` for behaviour. */
  dedupeKey: z.string().max(160),
  occurredAtMs: z.number(),
  marketId: z.string(),
  viewerKey: viewerKeySchema.nullable(),
  publisherOrganizationId: z.string().nullable(),
  propertyId: z.string().nullable(),
  placementId: z.string().nullable(),
  /** Set for token events only. */
  decision: z
    .object({
      decisionId: z.string(),
      advertiserOrganizationId: z.string(),
      advertiserId: z.string(),
      campaignId: z.string(),
      adGroupId: z.string(),
      adId: z.string(),
      /** Charge of this event in micros; 0 unless it is the billable one. */
      chargeMicros: z.int().nonnegative(),
      publisherShareBps: z.int().min(0).max(10_000),
      decidedAtMs: z.number(),
    })
    .nullable(),
  itemId: z.string().nullable(),
  categories: categoriesSchema,
  quantity: z.int().nullable(),
  /** Conversions in micros; ratings and dwell (ms) as given. */
  value: z.number().nullable(),
  ivt: ivtSchema.nullable(),
});
export type EventRecord = z.infer<typeof eventRecordSchema>;

/** An event read back from the log, with its place in it: strictly increasing in commit order. */
export type LoggedEvent = EventRecord & { readonly position: LogPosition };
/** Opaque, comparable: transaction id, then sequence within it. */
export const logPositionSchema = z.object({ xid: z.string(), seq: z.string() });
export type LogPosition = z.infer<typeof logPositionSchema>;
