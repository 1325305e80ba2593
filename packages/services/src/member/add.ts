import { randomBytes } from 'node:crypto';
import { memberships, users } from '@placard/db';
import { newId } from '@placard/domain';
import { eq, sql } from 'drizzle-orm';
import { tenantOf } from '../actor.ts';
import { hashPassword } from '../auth/passwords.ts';
import { nowOf } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { authWrite } from '../transaction.ts';
import { type AddMemberInput, addMemberInput } from './schemas.ts';

/**
 * A new person in the organization, with a password that is shown once to hand over. Someone who has an
 * account already cannot be added behind their back. @throws forbidden, conflict
 */
export async function addMember({ ctx, input }: Call<AddMemberInput>) {
  const organizationId = tenantOf(ctx.actor, 'manage');
  const { name, email, role } = parseInput(addMemberInput, input);
  if (role === 'staff' && ctx.actor.kind !== 'staff') {
    throw new ServiceError('forbidden', 'Only staff can make someone staff.');
  }
  const initialPassword = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(initialPassword);
  const userId = newId('usr');
  const membershipId = newId('mem');
  const createdAt = nowOf(ctx);
  await authWrite(ctx, async ({ tx, audit }) => {
    const taken = await tx
      .select({ id: users.id })
      .from(users)
      .where(eq(sql`lower(${users.email})`, email));
    if (taken.length > 0) {
      const message = 'This email cannot be added: it has an account already.';
      throw new ServiceError('conflict', message, { fields: [{ path: 'email', message }] });
    }
    await tx.insert(users).values({ id: userId, email, name, passwordHash, createdAt });
    await tx
      .insert(memberships)
      .values({ id: membershipId, organizationId, userId, role, createdAt });
    await audit(organizationId, {
      action: 'member.add',
      entityId: membershipId,
      detail: { userId, role },
    });
  });
  return { membershipId, userId, initialPassword };
}
