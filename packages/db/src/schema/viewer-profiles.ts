import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { atColumn, staffPolicies } from './columns.ts';

/** The durable copy of viewer profiles; the hot state holds the live one and is rebuilt from here. */
export const viewerProfiles = pgTable(
  'viewer_profiles',
  {
    marketId: text('market_id').notNull(),
    viewerKey: text('viewer_key').notNull(),
    profile: jsonb('profile').$type<Record<string, unknown>>().notNull(),
    updatedAt: atColumn('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.marketId, t.viewerKey] }), ...staffPolicies('viewer_profiles')],
);
