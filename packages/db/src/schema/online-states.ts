import { bigint, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { atColumn, staffPolicies } from './columns.ts';
import { markets } from './markets.ts';

/**
 * What each market has learnt from its outcomes since its models were trained: the fold of the event log up to where
 * the consumer `online` stands, written in the transaction that moves it.
 */
export const onlineStates = pgTable(
  'online_states',
  {
    marketId: text('market_id')
      .$type<`mkt_${string}`>()
      .primaryKey()
      .references(() => markets.id),
    /** Place in the event log of the last outcome it knows. */
    version: text('version').notNull(),
    outcomes: bigint('outcomes', { mode: 'number' }).notNull(),
    /** As the worker's fold keeps it. */
    state: jsonb('state').$type<Record<string, unknown>>().notNull(),
    /** contracts' OnlineReport. */
    report: jsonb('report').$type<Record<string, unknown>>().notNull(),
    updatedAt: atColumn('updated_at').notNull(),
  },
  () => staffPolicies('online_states'),
);
