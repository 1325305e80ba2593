import { memberships, organizations, users } from '@placard/db';
import { and, desc, eq, ilike, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { pageFields } from '../fields.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';

export const listUsersInput = z.object({
  search: z.string().trim().max(100).optional(),
  ...pageFields,
});
export type ListUsersInput = z.input<typeof listUsersInput>;

/** People, newest first, with where they belong. Never a password hash. Staff only. */
export async function listUsers({ ctx, input }: Call<ListUsersInput>) {
  const { search, limit, before } = parseInput(listUsersInput, input);
  const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : undefined;
  return staffRead(ctx, (tx) =>
    tx
      .select({
        id: users.id,
        name: users.name,
        email: users.email,
        disabled: users.disabled,
        createdAt: users.createdAt,
        memberships: sql<{ organizationName: string; role: string }[]>`coalesce(jsonb_agg(
          jsonb_build_object('organizationName', ${organizations.name}, 'role', ${memberships.role}))
          filter (where ${memberships.id} is not null), '[]')`,
      })
      .from(users)
      .leftJoin(memberships, eq(memberships.userId, users.id))
      .leftJoin(organizations, eq(organizations.id, memberships.organizationId))
      .where(
        and(
          pattern === undefined
            ? undefined
            : or(ilike(users.email, pattern), ilike(users.name, pattern)),
          before ? lt(users.id, before as `usr_${string}`) : undefined,
        ),
      )
      .groupBy(users.id)
      .orderBy(desc(users.id))
      .limit(limit),
  );
}
