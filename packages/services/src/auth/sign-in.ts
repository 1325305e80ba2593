import { users } from '@placard/db';
import type { Id } from '@placard/domain';
import { eq, sql } from 'drizzle-orm';
import { ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { authWrite } from '../transaction.ts';
import { createSession } from './create-session.ts';
import { passwordMatches } from './passwords.ts';
import { type SignInInput, signInInput } from './schemas.ts';
import { addressLimit, countAttempt, emailLimit, forget, forgive } from './throttle.ts';

export type SignedInSession = {
  readonly sessionId: Id<'ses'>;
  readonly userId: Id<'usr'>;
  readonly name: string;
  readonly email: string;
};

/**
 * A new session for the right password. A wrong password, an unknown email and a disabled account give the
 * same answer in the same time, and are throttled alike. @throws unauthenticated, throttled
 */
export async function signIn({ ctx, input }: Call<SignInInput>): Promise<SignedInSession> {
  const { email, password, address, userAgent } = parseInput(signInInput, input);
  const database = ctx.databases.auth;
  const nowMs = ctx.clock.nowMs();
  const ofEmail = emailLimit(email);
  const ofAddress = address ? [addressLimit('sign-in', address)] : [];
  for (const limit of [...ofAddress, ofEmail]) await countAttempt(database, limit, nowMs);

  const [user] = await database
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email));
  const matches = await passwordMatches(user?.passwordHash, password);
  if (!user || !matches || user.disabled) {
    throw new ServiceError('unauthenticated', 'Email or password is wrong.');
  }
  await forget(database, ofEmail, nowMs);
  await forgive(database, ofAddress);
  return authWrite(ctx, async ({ tx, audit }) => {
    const sessionId = await createSession(tx, user.id, { userAgent }, nowMs);
    await audit(null, {
      action: 'session.create',
      entityId: sessionId,
      detail: { userId: user.id },
    });
    return { sessionId, userId: user.id, name: user.name, email: user.email };
  });
}
