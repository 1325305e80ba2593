import { memberships } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { notFound, ServiceError } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';

/** A membership of the tenant that a tenant may change: those of staff are made and ended by staff. */
export async function requireMember({ tx, organizationId }: TenantRead, membershipId: string) {
  const [row] = await tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.id, membershipId as `mem_${string}`),
        eq(memberships.organizationId, organizationId),
      ),
    )
    .for('update');
  if (!row) throw notFound('Member');
  if (row.role === 'staff') throw new ServiceError('forbidden', 'Staff are managed by staff.');
  return row;
}

/** An organization without an owner could never be managed again. @throws conflict */
export async function assertAnotherOwner(
  { tx, organizationId }: TenantRead,
  membershipId: string,
): Promise<void> {
  const owners = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.organizationId, organizationId), eq(memberships.role, 'owner')))
    .for('update');
  if (owners.every((owner) => owner.id === membershipId)) {
    throw new ServiceError('conflict', 'An organization needs an owner.');
  }
}
