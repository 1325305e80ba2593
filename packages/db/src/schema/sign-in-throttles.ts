import { sql } from 'drizzle-orm';
import { index, integer, pgPolicy, pgTable, text } from 'drizzle-orm/pg-core';
import { atColumn, staffPolicies } from './columns.ts';
import { authRole } from './roles.ts';

/**
 * Recent failed sign-ins by `key` (a digest of an email or of a network address). Not in `users`: an unknown
 * email is throttled exactly as a known one, so that nobody learns which is which.
 */
export const signInThrottles = pgTable(
  'sign_in_throttles',
  {
    key: text('key').primaryKey(),
    failures: integer('failures').notNull().default(0),
    lockedUntil: atColumn('locked_until'),
    updatedAt: atColumn('updated_at').notNull(),
  },
  (t) => [
    index('sign_in_throttles_updated').on(t.updatedAt),
    pgPolicy('sign_in_throttles_auth', {
      to: authRole,
      for: 'all',
      using: sql`true`,
      withCheck: sql`true`,
    }),
    ...staffPolicies('sign_in_throttles'),
  ],
);
