import { sql } from 'drizzle-orm';
import { index, pgPolicy, pgTable, text } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, idColumn, staffPolicies } from './columns.ts';
import { organizations } from './organizations.ts';
import { authRole } from './roles.ts';
import { users } from './users.ts';

/** A signed-in browser. Checked on each request, so that revoking the row signs it out at once. */
export const sessions = pgTable(
  'sessions',
  {
    id: idColumn('ses'),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    /** The organization the person works in; the tenant of each transaction comes from here alone. */
    organizationId: text('organization_id').references(() => organizations.id),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    lastSeenAt: atColumn('last_seen_at').notNull().defaultNow(),
    expiresAt: atColumn('expires_at').notNull(),
    revokedAt: atColumn('revoked_at'),
  },
  (t) => [
    index('sessions_user').on(t.userId),
    pgPolicy('sessions_auth', { to: authRole, for: 'all', using: sql`true`, withCheck: sql`true` }),
    ...staffPolicies('sessions'),
  ],
);
