import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, staffPolicies } from './columns.ts';
import { modelVersions } from './model-versions.ts';

/** What a version makes of a decision's winner: asked for by staff, answered by a job. */
export const decisionExplanations = pgTable(
  'decision_explanations',
  {
    /** Decisions are a log of their own lifetime: an explanation may outlive its decision. */
    decisionId: text('decision_id').notNull(),
    modelVersionId: text('model_version_id')
      .$type<`mdl_${string}`>()
      .notNull()
      .references(() => modelVersions.id),
    status: text('status', { enum: ['queued', 'running', 'succeeded', 'failed'] })
      .notNull()
      .default('queued'),
    /** contracts' DecisionExplanation; null until it succeeded. */
    result: jsonb('result').$type<Record<string, unknown>>(),
    /** Why it failed, in words. */
    error: text('error'),
    requestedBy: text('requested_by'),
    createdAt: createdAt(),
    finishedAt: atColumn('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.decisionId, t.modelVersionId] }),
    index('decision_explanations_status').on(t.status, t.createdAt),
    ...staffPolicies('decision_explanations'),
  ],
);
