import { index, integer, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, tenantPolicies } from './columns.ts';
import { organizations } from './organizations.ts';

export const assetKind = pgEnum('asset_kind', ['image', 'logo', 'video', 'text']);

/** One checked and re-encoded file, stored in blobs by its digest (sha256, hex). */
export const assets = pgTable(
  'assets',
  {
    id: idColumn('ast'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    kind: assetKind('kind').notNull(),
    digest: text('digest').notNull(),
    contentType: text('content_type').notNull(),
    bytes: integer('bytes').notNull(),
    width: integer('width'),
    height: integer('height'),
    fileName: text('file_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('assets_organization_digest').on(t.organizationId, t.digest),
    index('assets_organization').on(t.organizationId),
    ...tenantPolicies('assets'),
  ],
);
