import { memberships, users } from '@placard/db';
import { asc, eq } from 'drizzle-orm';
import type { CallWithoutInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';

/** Who belongs to the organization, and as what. */
export async function listMembers({ ctx }: CallWithoutInput) {
  return tenantRead(ctx, ({ tx, organizationId }) =>
    tx
      .select({
        id: memberships.id,
        userId: users.id,
        name: users.name,
        email: users.email,
        disabled: users.disabled,
        role: memberships.role,
        createdAt: memberships.createdAt,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.organizationId, organizationId))
      .orderBy(asc(memberships.id)),
  );
}
