import { advertisers, publishers } from '@placard/db';
import { asc, eq } from 'drizzle-orm';
import { rightsOf } from '../actor.ts';
import type { CallWithoutInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';

/** Who is signed in, where they work, what they may do there, and which accounts there are; null for nobody. */
export async function whoami({ ctx }: CallWithoutInput) {
  const { actor } = ctx;
  if (actor.kind !== 'user' && actor.kind !== 'staff') return null;
  const { userId, name, email, memberships, organization } = actor;
  const rights = rightsOf(organization);
  const accounts = rights.includes('read')
    ? await tenantRead(ctx, async ({ tx, organizationId }) => ({
        advertisers: await tx
          .select({
            id: advertisers.id,
            name: advertisers.name,
            timeZone: advertisers.timeZone,
            currency: advertisers.currency,
          })
          .from(advertisers)
          .where(eq(advertisers.organizationId, organizationId))
          .orderBy(asc(advertisers.id)),
        publishers: await tx
          .select({
            id: publishers.id,
            name: publishers.name,
            timeZone: publishers.timeZone,
            currency: publishers.currency,
          })
          .from(publishers)
          .where(eq(publishers.organizationId, organizationId))
          .orderBy(asc(publishers.id)),
      }))
    : { advertisers: [], publishers: [] };
  return {
    userId,
    name,
    email,
    isStaff: actor.kind === 'staff',
    organization,
    memberships,
    rights,
    ...accounts,
  };
}
