import { sql } from 'drizzle-orm';
import { index, integer, pgEnum, pgPolicy, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { assets } from './assets.ts';
import { atColumn, createdAt, idColumn, tenantPolicies } from './columns.ts';
import { creatives } from './creatives.ts';
import { organizations } from './organizations.ts';
import { appRole } from './roles.ts';
import { users } from './users.ts';

export const reviewStatus = pgEnum('review_status', ['pending', 'approved', 'rejected']);

/** Immutable content with its review: a change is a new version that waits for review again. */
export const creativeVersions = pgTable(
  'creative_versions',
  {
    id: idColumn('crv'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    creativeId: text('creative_id')
      .notNull()
      .references(() => creatives.id),
    version: integer('version').notNull(),
    assetId: text('asset_id').references(() => assets.id),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    alt: text('alt').notNull().default(''),
    headline: text('headline'),
    body: text('body'),
    callToAction: text('call_to_action'),
    landingUrl: text('landing_url').notNull(),
    reviewStatus: reviewStatus('review_status').notNull().default('pending'),
    reviewReason: text('review_reason'),
    reviewedBy: text('reviewed_by').references(() => users.id),
    reviewedAt: atColumn('reviewed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('creative_versions_version').on(t.creativeId, t.version),
    index('creative_versions_review').on(t.reviewStatus, t.createdAt),
    index('creative_versions_organization').on(t.organizationId),
    // Whatever the services let through, a tenant cannot review its own creative.
    pgPolicy('creative_versions_tenant_pending', {
      as: 'restrictive',
      to: appRole,
      for: 'insert',
      withCheck: sql`review_status = 'pending' and reviewed_by is null`,
    }),
    ...tenantPolicies('creative_versions'),
  ],
);
