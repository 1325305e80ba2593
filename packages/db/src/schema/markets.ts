import { sql } from 'drizzle-orm';
import { boolean, pgPolicy, pgTable, real, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, sessionOrganization, staffPolicies } from './columns.ts';
import { organizations } from './organizations.ts';
import { appRole } from './roles.ts';

/** The ads, viewers and placements that one champion serves: the platform's (no organization) or one organization's. */
export const markets = pgTable(
  'markets',
  {
    id: idColumn('mkt'),
    organizationId: text('organization_id').references(() => organizations.id),
    name: text('name').notNull(),
    currency: text('currency').notNull().default('USD'),
    isDefault: boolean('is_default').notNull().default(false),
    /** Share of decisions explored, in [0, 1]. */
    exploration: real('exploration').notNull().default(0.1),
    /** Declared viewer attributes over whose groups a model must be equally honest before it serves. */
    fairnessAttributes: text('fairness_attributes').array().notNull().default([]),
    /** `auto`, `off`, or the name of a method that learns what viewers turn to. */
    retrievalMethod: text('retrieval_method').notNull().default('auto'),
    /** `auto`, `off`, or what turns the text of ads and items into vectors. */
    contentMethod: text('content_method').notNull().default('auto'),
    /** contracts' ServingPolicy: who of the candidates is shown, and how chance has a part in it. */
    policy: text('policy').notNull().default('auto'),
    /** `on`: ads are ranked by what they do to the rest of a visit too, once visits have taught it; else `off`. */
    sessionPolicy: text('session_policy').notNull().default('off'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('markets_default').on(t.isDefault).where(sql`${t.isDefault}`),
    pgPolicy('markets_tenant_read', {
      to: appRole,
      for: 'select',
      using: sql`organization_id is null or organization_id = ${sessionOrganization}`,
    }),
    ...staffPolicies('markets'),
  ],
);
