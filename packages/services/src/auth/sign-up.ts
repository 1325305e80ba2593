import { advertisers, memberships, organizations, publishers, users } from '@placard/db';
import { newId } from '@placard/domain';
import { eq, sql } from 'drizzle-orm';
import { nowOf } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { authWrite } from '../transaction.ts';
import { createSession } from './create-session.ts';
import { hashPassword } from './passwords.ts';
import { type SignUpInput, signUpInput } from './schemas.ts';
import type { SignedInSession } from './sign-in.ts';
import { addressLimit, countAttempt } from './throttle.ts';

export type SignedUp = SignedInSession & {
  readonly organizationId: string;
  /** The one that fits the kind; the other is null. */
  readonly advertiserId: string | null;
  readonly publisherId: string | null;
};

/** A person, their organization with them as owner, its first account, and a session. @throws conflict, throttled */
export async function signUp({ ctx, input }: Call<SignUpInput>): Promise<SignedUp> {
  const data = parseInput(signUpInput, input);
  const nowMs = ctx.clock.nowMs();
  if (data.address) {
    await countAttempt(ctx.databases.auth, addressLimit('sign-up', data.address), nowMs);
  }
  const passwordHash = await hashPassword(data.password);
  const createdAt = nowOf(ctx);
  const userId = newId('usr');
  const organizationId = newId('org');
  const isAdvertiser = data.kind === 'advertiser';
  const accountId = isAdvertiser ? newId('adv') : newId('pub');
  return authWrite(ctx, async ({ tx, audit }) => {
    const taken = await tx
      .select({ id: users.id })
      .from(users)
      .where(eq(sql`lower(${users.email})`, data.email));
    if (taken.length > 0) {
      const message = 'This email already has an account. Sign in instead.';
      throw new ServiceError('conflict', message, { fields: [{ path: 'email', message }] });
    }
    await tx
      .insert(users)
      .values({ id: userId, email: data.email, name: data.name, passwordHash, createdAt });
    await tx
      .insert(organizations)
      .values({ id: organizationId, name: data.organizationName, createdAt });
    await tx.insert(memberships).values({ organizationId, userId, role: 'owner', createdAt });
    const account = {
      organizationId,
      name: data.organizationName,
      timeZone: data.timeZone,
      currency: data.currency,
      createdAt,
    };
    if (isAdvertiser)
      await tx.insert(advertisers).values({ id: accountId as `adv_${string}`, ...account });
    else await tx.insert(publishers).values({ id: accountId as `pub_${string}`, ...account });
    const sessionId = await createSession(tx, userId, data, nowMs);
    await audit(organizationId, {
      action: 'organization.create',
      entityId: organizationId,
      detail: { userId, accountId },
    });
    return {
      sessionId,
      userId,
      name: data.name,
      email: data.email,
      organizationId,
      advertiserId: isAdvertiser ? accountId : null,
      publisherId: isAdvertiser ? null : accountId,
    };
  });
}
