import { sql } from 'drizzle-orm';
import { index, jsonb, pgEnum, pgTable, real, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, idColumn, staffPolicies } from './columns.ts';
import { markets } from './markets.ts';
import { modelVersions } from './model-versions.ts';

export const experimentKind = pgEnum('experiment_kind', ['shadow', 'canary']);
export const experimentStatus = pgEnum('experiment_status', [
  'running',
  'stopped',
  'rolled-back',
  'promoted',
]);

/** A version on trial beside the champion: scoring a share unseen (shadow) or serving it (canary). One of each a market. */
export const experiments = pgTable(
  'experiments',
  {
    id: idColumn('exp'),
    marketId: text('market_id')
      .$type<`mkt_${string}`>()
      .notNull()
      .references(() => markets.id),
    modelVersionId: text('model_version_id')
      .$type<`mdl_${string}`>()
      .notNull()
      .references(() => modelVersions.id),
    kind: experimentKind('kind').notNull(),
    status: experimentStatus('status').notNull().default('running'),
    /** Of decisions (shadow) or of viewers (canary), in (0, 1). */
    share: real('share').notNull(),
    /** contracts' ExperimentSettings. */
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    /** contracts' ShadowReport or CanaryReport, as last evaluated. */
    report: jsonb('report').$type<Record<string, unknown>>(),
    evaluatedAt: atColumn('evaluated_at'),
    startedBy: text('started_by'),
    createdAt: createdAt(),
    endedAt: atColumn('ended_at'),
    endedBy: text('ended_by'),
    /** Why it ended, in words and numbers. */
    reason: text('reason'),
  },
  (t) => [
    uniqueIndex('experiments_running').on(t.marketId, t.kind).where(sql`${t.status} = 'running'`),
    index('experiments_version').on(t.modelVersionId, t.createdAt),
    ...staffPolicies('experiments'),
  ],
);
