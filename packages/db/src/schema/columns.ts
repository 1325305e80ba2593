import { type IdPrefix, newId } from '@placard/domain';
import { sql } from 'drizzle-orm';
import { bigint, bigserial, customType, pgPolicy, text, timestamp } from 'drizzle-orm/pg-core';
import { adminRole, appRole, authRole, workerRole } from './roles.ts';

/** Primary key: a prefixed, time-ordered id. */
export const idColumn = <P extends IdPrefix>(prefix: P) =>
  text('id')
    .primaryKey()
    .$type<`${P}_${string}`>()
    .$defaultFn(() => newId(prefix));

/** An amount of money in integer micros. */
export const microsColumn = (name: string) => bigint(name, { mode: 'number' });

export const atColumn = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const createdAt = () => atColumn('created_at').notNull().defaultNow();
export const updatedAt = () =>
  atColumn('updated_at')
    .notNull()
    .defaultNow()
    .$onUpdate(() => sql`now()`);

export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * A place in an append-only log: (`xid`, `seq`) orders its rows so that a reader which stays below the
 * oldest running transaction never skips a row committed out of order.
 */
export const logPositionColumns = () => ({
  seq: bigserial('seq', { mode: 'bigint' }).notNull(),
  xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
});

/** The organization of the session, set by `withTenant` for one transaction. */
export const sessionOrganization = sql`current_setting('placard.organization_id', true)`;

/** Policies of a tenant table: the app sees its own organization's rows; staff and workers see all. */
export const tenantPolicies = (table: string) => [
  pgPolicy(`${table}_tenant`, {
    to: appRole,
    for: 'all',
    using: sql`organization_id = ${sessionOrganization}`,
    withCheck: sql`organization_id = ${sessionOrganization}`,
  }),
  ...staffPolicies(table),
];

/** Lets sign-up create the first row of a new organization; nothing else of the table. */
export const signUpPolicy = (table: string) =>
  pgPolicy(`${table}_auth_insert`, { to: authRole, for: 'insert', withCheck: sql`true` });

/** Policies of a table only platform staff and workers reach. */
export const staffPolicies = (table: string) => [
  pgPolicy(`${table}_admin`, { to: adminRole, for: 'all', using: sql`true`, withCheck: sql`true` }),
  pgPolicy(`${table}_worker`, {
    to: workerRole,
    for: 'all',
    using: sql`true`,
    withCheck: sql`true`,
  }),
];
