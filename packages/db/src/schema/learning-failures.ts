import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { atColumn, staffPolicies } from './columns.ts';
import { markets } from './markets.ts';

/** What a market could not learn, and when it is tried again; no row where it can. */
export const learningFailures = pgTable(
  'learning_failures',
  {
    marketId: text('market_id')
      .$type<`mkt_${string}`>()
      .notNull()
      .references(() => markets.id),
    /** The job that failed: `retrieval`. */
    learner: text('learner').notNull(),
    /** In a row. */
    failures: integer('failures').notNull(),
    error: text('error').notNull(),
    failedAt: atColumn('failed_at').notNull(),
    retryAt: atColumn('retry_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.marketId, t.learner] }), ...staffPolicies('learning_failures')],
);
