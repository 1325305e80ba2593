import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, idColumn, staffPolicies } from './columns.ts';
import { markets } from './markets.ts';

/** What the visits of a market have taught of how ads work on them. The newest serves, where the market wants one. */
export const sessionPolicies = pgTable(
  'session_policies',
  {
    id: idColumn('ssp'),
    marketId: text('market_id')
      .$type<`mkt_${string}`>()
      .notNull()
      .references(() => markets.id),
    /** Of contracts' SessionPolicy in the blob store. */
    digest: text('digest').notNull(),
    /** Of the visits it was made from: the same visits make no second one. */
    inputDigest: text('input_digest').notNull(),
    visits: integer('visits').notNull(),
    /** contracts' SessionPolicyReport. */
    report: jsonb('report').$type<Record<string, unknown>>().notNull(),
    trainedAt: atColumn('trained_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('session_policies_input').on(t.marketId, t.inputDigest),
    index('session_policies_market').on(t.marketId, t.trainedAt),
    ...staffPolicies('session_policies'),
  ],
);
