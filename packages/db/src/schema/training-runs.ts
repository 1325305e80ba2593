import { index, jsonb, pgEnum, pgTable, real, text } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, idColumn, staffPolicies } from './columns.ts';
import { markets } from './markets.ts';

export const trainingStatus = pgEnum('training_status', [
  'queued',
  'exporting',
  'training',
  'evaluating',
  'publishing',
  'succeeded',
  'failed',
  'cancelled',
]);

/** One training job, with what was asked, how far it is and what came of it. */
export const trainingRuns = pgTable(
  'training_runs',
  {
    id: idColumn('run'),
    marketId: text('market_id')
      .notNull()
      .references(() => markets.id),
    status: trainingStatus('status').notNull().default('queued'),
    /** contracts' TrainingRequest. */
    request: jsonb('request').$type<Record<string, unknown>>().notNull(),
    /** Share done, in [0, 1]. */
    progress: real('progress').notNull().default(0),
    message: text('message').notNull().default(''),
    /** contracts' CurvePoint[], appended while it runs. */
    curve: jsonb('curve').$type<Record<string, number | null>[]>().notNull().default([]),
    /** contracts' SearchTrial[], of a run that searches for settings. */
    trials: jsonb('trials').$type<Record<string, unknown>[]>().notNull().default([]),
    logTail: text('log_tail').array().notNull().default([]),
    error: text('error'),
    requestedBy: text('requested_by'),
    /** Why it started by itself; null when a person asked. */
    trigger: text('trigger'),
    cancelRequestedAt: atColumn('cancel_requested_at'),
    createdAt: createdAt(),
    startedAt: atColumn('started_at'),
    heartbeatAt: atColumn('heartbeat_at'),
    finishedAt: atColumn('finished_at'),
  },
  (t) => [
    index('training_runs_market').on(t.marketId, t.createdAt),
    ...staffPolicies('training_runs'),
  ],
);
