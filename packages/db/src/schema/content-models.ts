import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, idColumn, staffPolicies, updatedAt } from './columns.ts';
import { markets } from './markets.ts';

/** What a market's own text has taught of its contents. The newest of a market serves. */
export const contentModels = pgTable(
  'content_models',
  {
    id: idColumn('cnm'),
    marketId: text('market_id')
      .$type<`mkt_${string}`>()
      .notNull()
      .references(() => markets.id),
    method: text('method').notNull(),
    /** Of what was learnt, in the blob store: new contents are embedded by it. */
    modelDigest: text('model_digest').notNull(),
    /** Of the ContentTable in the blob store: the vectors of `contents` ads, items and categories. */
    digest: text('digest').notNull(),
    /** Of the contents that the table was made from. */
    inputDigest: text('input_digest').notNull(),
    contents: integer('contents').notNull(),
    metrics: jsonb('metrics').$type<Record<string, unknown>>().notNull(),
    trainedAt: atColumn('trained_at').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index('content_models_market').on(t.marketId, t.trainedAt),
    ...staffPolicies('content_models'),
  ],
);
