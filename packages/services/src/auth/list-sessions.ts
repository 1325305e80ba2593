import { sessions } from '@placard/db';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { signedIn } from '../actor.ts';
import { nowOf } from '../context.ts';
import type { CallWithoutInput } from '../input.ts';

/** The person's own live sessions, the latest seen first. */
export async function listSessions({ ctx }: CallWithoutInput) {
  const actor = signedIn(ctx.actor);
  const rows = await ctx.databases.auth
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, actor.userId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, nowOf(ctx)),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt));
  return rows.map((row) => ({ ...row, current: row.id === actor.sessionId }));
}
