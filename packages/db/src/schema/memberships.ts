import { sql } from 'drizzle-orm';
import { index, pgEnum, pgPolicy, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, tenantPolicies } from './columns.ts';
import { organizations } from './organizations.ts';
import { appRole, authRole } from './roles.ts';
import { users } from './users.ts';

/** What a member may do: own the organization, buy, sell, read; `staff` operates the platform. */
export const memberRole = pgEnum('member_role', [
  'owner',
  'advertiser',
  'publisher',
  'viewer',
  'staff',
]);

export const memberships = pgTable(
  'memberships',
  {
    id: idColumn('mem'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    role: memberRole('role').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('memberships_user_organization').on(t.userId, t.organizationId),
    index('memberships_organization').on(t.organizationId),
    pgPolicy('memberships_auth', {
      to: authRole,
      for: 'all',
      using: sql`true`,
      withCheck: sql`true`,
    }),
    // Whatever the services let through, a tenant cannot make anyone staff.
    pgPolicy('memberships_tenant_no_staff', {
      as: 'restrictive',
      to: appRole,
      for: 'all',
      using: sql`true`,
      withCheck: sql`role <> 'staff'`,
    }),
    ...tenantPolicies('memberships'),
  ],
);
