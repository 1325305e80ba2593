import { sql } from 'drizzle-orm';
import { index, jsonb, pgPolicy, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, sessionOrganization, staffPolicies } from './columns.ts';
import { appRole, authRole } from './roles.ts';

/** Who did what to which entity, written in the transaction that did it. Append-only for tenants. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: idColumn('log'),
    organizationId: text('organization_id'),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id'),
    action: text('action').notNull(),
    entityKind: text('entity_kind').notNull(),
    entityId: text('entity_id').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    index('audit_log_organization').on(t.organizationId, t.createdAt),
    index('audit_log_entity').on(t.entityId),
    pgPolicy('audit_log_tenant_read', {
      to: appRole,
      for: 'select',
      using: sql`organization_id = ${sessionOrganization}`,
    }),
    pgPolicy('audit_log_tenant_append', {
      to: appRole,
      for: 'insert',
      withCheck: sql`organization_id = ${sessionOrganization}`,
    }),
    pgPolicy('audit_log_auth_append', { to: authRole, for: 'insert', withCheck: sql`true` }),
    ...staffPolicies('audit_log'),
  ],
);
