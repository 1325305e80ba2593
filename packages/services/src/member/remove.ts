import { memberships } from '@placard/db';
import { eq } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { lockMember, needsAnOwner } from './internal.ts';
import { type MembershipIdInput, membershipIdInput } from './schemas.ts';

/** Ends a membership; the person's next request is no longer of this organization. @throws not-found, forbidden, conflict */
export async function removeMember({ ctx, input }: Call<MembershipIdInput>): Promise<void> {
  const { membershipId } = parseInput(membershipIdInput, input);
  await tenantWrite(ctx, 'manage', async (scope) => {
    const { member, isLastOwner } = await lockMember(scope, membershipId);
    if (isLastOwner) throw needsAnOwner();
    await scope.tx.delete(memberships).where(eq(memberships.id, membershipId));
    await scope.audit({
      action: 'member.remove',
      entityId: membershipId,
      detail: { userId: member.userId, role: member.role },
    });
  });
}
