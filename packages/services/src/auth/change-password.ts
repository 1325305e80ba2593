import { sessions, users } from '@placard/db';
import { and, eq, isNull, ne } from 'drizzle-orm';
import { signedIn } from '../actor.ts';
import { nowOf } from '../context.ts';
import { invalid } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { authWrite } from '../transaction.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { type ChangePasswordInput, changePasswordInput } from './schemas.ts';
import { countAttempt, emailLimit, forget } from './throttle.ts';

/** A new password, which ends every other session of the person. @throws invalid, throttled */
export async function changePassword({ ctx, input }: Call<ChangePasswordInput>): Promise<void> {
  const actor = signedIn(ctx.actor);
  const { currentPassword, newPassword } = parseInput(changePasswordInput, input);
  const database = ctx.databases.auth;
  const limit = emailLimit(actor.email);
  await countAttempt(database, limit, ctx.clock.nowMs());
  const [user] = await database.select().from(users).where(eq(users.id, actor.userId));
  if (!(await passwordMatches(user?.passwordHash, currentPassword))) {
    throw invalid('The current password is wrong.', 'currentPassword');
  }
  await forget(database, limit, ctx.clock.nowMs());
  const passwordHash = await hashPassword(newPassword);
  await authWrite(ctx, async ({ tx, audit }) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, actor.userId));
    const ended = await tx
      .update(sessions)
      .set({ revokedAt: nowOf(ctx) })
      .where(
        and(
          eq(sessions.userId, actor.userId),
          ne(sessions.id, actor.sessionId),
          isNull(sessions.revokedAt),
        ),
      )
      .returning({ id: sessions.id });
    await audit(null, {
      action: 'user.change-password',
      entityId: actor.userId,
      detail: { sessionsEnded: ended.length },
    });
  });
}
