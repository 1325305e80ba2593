import { z } from 'zod';
import { eventKindSchema, logPositionSchema, viewerKeySchema } from './event.ts';

/** Exponentially decayed weights as they stood at `atMs`; decay to "now" when read. */
export const decayedWeightSchema = z.object({
  short: z.number(),
  long: z.number(),
  atMs: z.number(),
});

/** What is known of one viewer in one market: updated per event, and rebuildable from the event log. */
export const viewerProfileSchema = z.object({
  viewerKey: viewerKeySchema,
  marketId: z.string(),
  attributes: z.record(z.string(), z.string()),
  /** The last event folded in: an event at or before it is skipped, so a repeat changes nothing. */
  lastPosition: logPositionSchema.nullable(),
  updatedAtMs: z.number(),
  impressions: z.int(),
  clicks: z.int(),
  conversions: z.int(),
  /** By category: positive behaviour (clicks, views, purchases). */
  interests: z.record(z.string(), decayedWeightSchema),
  /** By category: ads shown, the denominator of an interest. */
  exposures: z.record(z.string(), decayedWeightSchema),
  /** By ad: what this viewer saw and did; the least recent are dropped beyond 200. */
  ads: z.record(
    z.string(),
    z.object({ impressions: z.int(), clicks: z.int(), lastAtMs: z.number() }),
  ),
  /** From topic to topic: how often interest in the one was followed by the other. Absent in older profiles. */
  transitions: z.record(z.string(), z.record(z.string(), decayedWeightSchema)).optional(),
  /** Newest first, at most 50. */
  recent: z.array(
    z.object({
      kind: eventKindSchema,
      itemId: z.string().nullable(),
      adId: z.string().nullable(),
      categories: z.array(z.string()),
      atMs: z.number(),
      /** What it says of interest. Absent in older profiles. */
      weight: z.number().optional(),
    }),
  ),
});
export type ViewerProfile = z.infer<typeof viewerProfileSchema>;
