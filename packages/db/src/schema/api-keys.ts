import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { atColumn, createdAt, idColumn, tenantPolicies } from './columns.ts';
import { organizations } from './organizations.ts';

/** A server key: only its sha256 is kept; `lastFour` helps people tell keys apart. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: idColumn('key'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text('name').notNull(),
    secretHash: text('secret_hash').notNull(),
    lastFour: text('last_four').notNull(),
    createdAt: createdAt(),
    revokedAt: atColumn('revoked_at'),
  },
  (t) => [
    uniqueIndex('api_keys_secret_hash').on(t.secretHash),
    index('api_keys_organization').on(t.organizationId),
    ...tenantPolicies('api_keys'),
  ],
);
