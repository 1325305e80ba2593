import {
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { atColumn, staffPolicies } from './columns.ts';
import { markets } from './markets.ts';
import { modelVersions } from './model-versions.ts';

/** One day (UTC) of a version that served, against the data it learnt from. */
export const driftReports = pgTable(
  'drift_reports',
  {
    modelVersionId: text('model_version_id')
      .$type<`mdl_${string}`>()
      .notNull()
      .references(() => modelVersions.id),
    marketId: text('market_id')
      .$type<`mkt_${string}`>()
      .notNull()
      .references(() => markets.id),
    day: date('day', { mode: 'string' }).notNull(),
    /** Rendered decisions of the market on that day; a large day is sampled. */
    rows: integer('rows').notNull(),
    /** Population stability index by feature name. */
    featurePsi: jsonb('feature_psi').$type<Record<string, number>>().notNull(),
    /** Of what this version predicted; null where it ranked nothing. */
    scorePsi: doublePrecision('score_psi'),
    /** Rendered decisions that this version ranked, and how it did on them. */
    servedRows: integer('served_rows').notNull(),
    clicks: integer('clicks').notNull(),
    logLoss: doublePrecision('log_loss'),
    normalisedEntropy: doublePrecision('normalised_entropy'),
    calibrationRatio: doublePrecision('calibration_ratio'),
    computedAt: atColumn('computed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.modelVersionId, t.day] }), ...staffPolicies('drift_reports')],
);
