import { memberships } from '@placard/db';
import { eq } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { lockMember, needsAnOwner } from './internal.ts';
import { type SetMemberRoleInput, setMemberRoleInput } from './schemas.ts';

/** What a member may do from now on, with their next request. Owners only. @throws not-found, forbidden, conflict */
export async function setMemberRole({ ctx, input }: Call<SetMemberRoleInput>): Promise<void> {
  const { membershipId, role } = parseInput(setMemberRoleInput, input);
  await tenantWrite(ctx, 'manage', async (scope) => {
    const { member: before, isLastOwner } = await lockMember(scope, membershipId);
    if (isLastOwner && role !== 'owner') throw needsAnOwner();
    await scope.tx.update(memberships).set({ role }).where(eq(memberships.id, membershipId));
    await scope.audit({
      action: 'member.set-role',
      entityId: membershipId,
      detail: { before: before.role, role },
    });
  });
}
