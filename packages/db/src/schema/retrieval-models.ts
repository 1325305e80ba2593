import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, idColumn, staffPolicies } from './columns.ts';
import { markets } from './markets.ts';

/** What ties a market's items to what its viewers did. The newest of a market serves. */
export const retrievalModels = pgTable(
  'retrieval_models',
  {
    id: idColumn('rtm'),
    marketId: text('market_id')
      .$type<`mkt_${string}`>()
      .notNull()
      .references(() => markets.id),
    method: text('method').notNull(),
    /** Of its bytes in the blob store. */
    digest: text('digest').notNull(),
    /** Of what it was made from: the same input makes no second model. */
    inputDigest: text('input_digest').notNull(),
    items: integer('items').notNull(),
    interactions: integer('interactions').notNull(),
    /** The newest event it knows; null for a model of content alone. */
    newestEventSeq: bigint('newest_event_seq', { mode: 'bigint' }),
    /** contracts' RetrievalMetrics. */
    metrics: jsonb('metrics').$type<Record<string, unknown>>().notNull(),
    trainedAt: atColumn('trained_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('retrieval_models_input').on(t.marketId, t.inputDigest),
    index('retrieval_models_market').on(t.marketId, t.trainedAt),
    ...staffPolicies('retrieval_models'),
  ],
);
