import { z } from 'zod';
import { tokenKindSchema } from './event.ts';

/**
 * What an event token carries, sealed (authenticated encryption): nobody outside can read a price or change
 * a field. Single-purpose by `kind`, single-use by (`decisionId`, `kind`), expiring. Short keys: it rides in URLs.
 */
export const eventTokenSchema = z.object({
  kind: tokenKindSchema,
  decisionId: z.string(),
  expiresAtMs: z.number(),
  decidedAtMs: z.number(),
  marketId: z.string(),
  viewerKey: z.string().nullable(),
  publisherOrganizationId: z.string(),
  propertyId: z.string(),
  placementId: z.string(),
  advertiserOrganizationId: z.string(),
  advertiserId: z.string(),
  campaignId: z.string(),
  adGroupId: z.string(),
  adId: z.string(),
  itemId: z.string().nullable(),
  categories: z.array(z.string()),
  chargeMicros: z.int().nonnegative(),
  publisherShareBps: z.int(),
});
export type EventToken = z.infer<typeof eventTokenSchema>;
