import { boolean, doublePrecision, integer, jsonb, pgTable, real, text } from 'drizzle-orm/pg-core';
import { atColumn, staffPolicies, updatedAt } from './columns.ts';
import { markets } from './markets.ts';

/** When a market trains by itself, and what becomes of the result. A null trigger never fires. */
export const retrainingPolicies = pgTable(
  'retraining_policies',
  {
    marketId: text('market_id')
      .$type<`mkt_${string}`>()
      .primaryKey()
      .references(() => markets.id),
    enabled: boolean('enabled').notNull().default(false),
    everyHours: real('every_hours'),
    /** Fires when any feature's PSI, or the score's, of the champion's latest day is above. */
    psiAbove: doublePrecision('psi_above'),
    /** Fires when the champion's latest normalised entropy exceeds its card's by this share. */
    decayAbove: doublePrecision('decay_above'),
    newClicks: integer('new_clicks'),
    /** contracts' TrainingRequest. */
    request: jsonb('request').$type<Record<string, unknown>>().notNull().default({}),
    /** What a version whose gates pass goes on to: `candidate`, `shadow` or `canary`. */
    nextStage: text('next_stage').notNull().default('candidate'),
    /** Of the trial that follows, in (0, 1). */
    share: real('share').notNull().default(0.05),
    autoPromote: boolean('auto_promote').notNull().default(false),
    lastStartedAt: atColumn('last_started_at'),
    lastReason: text('last_reason'),
    updatedAt: updatedAt(),
  },
  () => [...staffPolicies('retraining_policies')],
);
