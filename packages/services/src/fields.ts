import { type IdPrefix, isId, isTimeZone } from '@placard/domain';
import { z } from 'zod';

/** Input fields that several entities share. */

export const idOf = <P extends IdPrefix>(prefix: P) =>
  z.custom<`${P}_${string}`>(
    (value) => typeof value === 'string' && isId(prefix, value),
    `must be an id that begins with ${prefix}_`,
  );

export const nameField = z.string().trim().min(1, 'must not be empty').max(120);
export const timeZoneField = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone');
export const currencyField = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code');

/** A positive amount, at most a billion units. */
export const microsField = z.int().positive().max(1_000_000_000_000_000);

export const categoriesField = z
  .array(z.string().trim().toLowerCase().min(1).max(64))
  .max(20)
  .transform((values) => [...new Set(values)]);

export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('must be an email address').max(254));
export const passwordField = z.string().min(10, 'needs at least 10 characters').max(256);

/** A calendar day, `YYYY-MM-DD`. */
export const dayField = z.iso.date();

/** One page of a list, newest first: ids are ordered by time, so the last id seen is the cursor. */
export const pageFields = {
  limit: z.int().min(1).max(500).default(100),
  before: z.string().max(64).optional(),
};
