import { sql } from 'drizzle-orm';
import { boolean, pgPolicy, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, sessionOrganization, staffPolicies } from './columns.ts';
import { appRole, authRole } from './roles.ts';

/** A person who signs in; belongs to organizations through memberships. */
export const users = pgTable(
  'users',
  {
    id: idColumn('usr'),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    disabled: boolean('disabled').notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('users_email').on(sql`lower(${t.email})`),
    pgPolicy('users_auth', { to: authRole, for: 'all', using: sql`true`, withCheck: sql`true` }),
    pgPolicy('users_tenant_read', {
      to: appRole,
      for: 'select',
      using: sql`exists (select 1 from memberships m where m.user_id = users.id and m.organization_id = ${sessionOrganization})`,
    }),
    ...staffPolicies('users'),
  ],
);
