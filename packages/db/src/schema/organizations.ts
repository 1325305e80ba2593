import { sql } from 'drizzle-orm';
import { boolean, pgPolicy, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, sessionOrganization, staffPolicies } from './columns.ts';
import { appRole, authRole } from './roles.ts';

/** The tenant: owns users' memberships, data and billing. `isPlatform` marks the operator's own. */
export const organizations = pgTable(
  'organizations',
  {
    id: idColumn('org'),
    name: text('name').notNull(),
    isPlatform: boolean('is_platform').notNull().default(false),
    createdAt: createdAt(),
  },
  () => [
    pgPolicy('organizations_tenant', {
      to: appRole,
      for: 'all',
      using: sql`id = ${sessionOrganization}`,
      withCheck: sql`id = ${sessionOrganization}`,
    }),
    pgPolicy('organizations_auth', {
      to: authRole,
      for: 'all',
      using: sql`true`,
      withCheck: sql`true`,
    }),
    ...staffPolicies('organizations'),
  ],
);
