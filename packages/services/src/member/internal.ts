import { memberships } from '@placard/db';
import { asc, eq } from 'drizzle-orm';
import { notFound, ServiceError } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';

/**
 * A membership of the tenant that a tenant may change, and whether no other makes an owner: those of staff are made and
 * ended by staff. All of the organization's are locked, in one order, so that two who act at once wait for each other
 * and not in a circle. @throws not-found, forbidden
 */
export async function lockMember({ tx, organizationId }: TenantRead, membershipId: string) {
  const all = await tx
    .select()
    .from(memberships)
    .where(eq(memberships.organizationId, organizationId))
    .orderBy(asc(memberships.id))
    .for('update');
  const member = all.find(({ id }) => id === membershipId);
  if (!member) throw notFound('Member');
  if (member.role === 'staff') throw new ServiceError('forbidden', 'Staff are managed by staff.');
  const owners = all.filter(({ role }) => role === 'owner');
  return { member, isLastOwner: owners.length === 1 && owners[0] === member };
}

/** An organization without an owner could never be managed again. */
export function needsAnOwner(): ServiceError {
  return new ServiceError('conflict', 'An organization needs an owner.');
}
