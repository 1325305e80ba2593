import { sessions } from '@placard/db';
import { and, eq, isNull } from 'drizzle-orm';
import { signedIn } from '../actor.ts';
import { nowOf } from '../context.ts';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { authWrite } from '../transaction.ts';
import { type RevokeSessionInput, revokeSessionInput } from './schemas.ts';

/** Ends one of the person's own sessions; signing out ends the current one. @throws not-found */
export async function revokeSession({ ctx, input }: Call<RevokeSessionInput>): Promise<void> {
  const actor = signedIn(ctx.actor);
  const { sessionId } = parseInput(revokeSessionInput, input);
  await authWrite(ctx, async ({ tx, audit }) => {
    const revoked = await tx
      .update(sessions)
      .set({ revokedAt: nowOf(ctx) })
      .where(
        and(
          eq(sessions.id, sessionId),
          eq(sessions.userId, actor.userId),
          isNull(sessions.revokedAt),
        ),
      )
      .returning({ id: sessions.id });
    if (revoked.length === 0) throw notFound('Session');
    await audit(null, { action: 'session.revoke', entityId: sessionId });
  });
}
