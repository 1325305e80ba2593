import { sql } from 'drizzle-orm';
import { index, jsonb, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, idColumn, staffPolicies } from './columns.ts';
import { markets } from './markets.ts';
import { trainingRuns } from './training-runs.ts';

export const modelStage = pgEnum('model_stage', [
  'candidate',
  'shadow',
  'canary',
  'champion',
  'retired',
]);

/** The registry: an immutable artefact (blob digests), its card, and the stage it serves in. One champion a market. */
export const modelVersions = pgTable(
  'model_versions',
  {
    id: idColumn('mdl'),
    marketId: text('market_id')
      .notNull()
      .references(() => markets.id),
    trainingRunId: text('training_run_id').references(() => trainingRuns.id),
    kind: text('kind').notNull(),
    stage: modelStage('stage').notNull().default('candidate'),
    /** contracts' ArtefactManifest: file name -> sha256. */
    manifest: jsonb('manifest').$type<Record<string, string>>().notNull(),
    /** contracts' ModelCard. */
    card: jsonb('card').$type<Record<string, unknown>>().notNull(),
    /** contracts' Lineage; null for a version that no training run registered. */
    lineage: jsonb('lineage').$type<Record<string, unknown>>(),
    /** contracts' GateResult[]; null where no gate has judged it. */
    gates: jsonb('gates').$type<Record<string, unknown>[]>(),
    /** contracts' DataProfile of what it learnt from: drift is measured against it. */
    dataProfile: jsonb('data_profile').$type<Record<string, unknown>>(),
    createdAt: createdAt(),
    promotedAt: atColumn('promoted_at'),
    promotedBy: text('promoted_by'),
    retiredAt: atColumn('retired_at'),
  },
  (t) => [
    uniqueIndex('model_versions_champion').on(t.marketId).where(sql`${t.stage} = 'champion'`),
    uniqueIndex('model_versions_run').on(t.trainingRunId),
    index('model_versions_market').on(t.marketId, t.createdAt),
    ...staffPolicies('model_versions'),
  ],
);
