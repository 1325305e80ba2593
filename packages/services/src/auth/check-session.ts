import { memberships, organizations, sessions, users } from '@placard/db';
import { isId, MINUTE_MS } from '@placard/domain';
import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Actor, Membership } from '../actor.ts';
import type { ServiceContext } from '../context.ts';

const ANONYMOUS: Actor = { kind: 'anonymous' };

/**
 * Who the session stands for, read anew on every request: a revoked, expired or unknown session, a disabled
 * user or one without any membership is anonymous at once.
 */
export async function checkSession(
  ctx: Pick<ServiceContext, 'databases' | 'clock'>,
  sessionId: string | null,
): Promise<Actor> {
  if (sessionId === null || !isId('ses', sessionId)) return ANONYMOUS;
  const now = new Date(ctx.clock.nowMs());
  const rows = await ctx.databases.auth
    .select({
      userId: users.id,
      email: users.email,
      name: users.name,
      chosenId: sessions.organizationId,
      lastSeenAt: sessions.lastSeenAt,
      organizationId: memberships.organizationId,
      organizationName: organizations.name,
      isPlatform: organizations.isPlatform,
      role: memberships.role,
    })
    .from(sessions)
    .innerJoin(users, and(eq(users.id, sessions.userId), eq(users.disabled, false)))
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
    .orderBy(asc(memberships.createdAt), asc(memberships.id));
  const [first] = rows;
  if (!first) return ANONYMOUS;
  if (now.getTime() - first.lastSeenAt.getTime() > MINUTE_MS) {
    await ctx.databases.auth
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(eq(sessions.id, sessionId));
  }
  const all = rows.map(
    ({ organizationId, organizationName, isPlatform, role }): Membership => ({
      organizationId,
      organizationName,
      isPlatform,
      role,
    }),
  );
  const organization = all.find((m) => m.organizationId === first.chosenId) ?? all[0]!;
  return {
    kind: organization.isPlatform && organization.role === 'staff' ? 'staff' : 'user',
    userId: first.userId,
    sessionId,
    email: first.email,
    name: first.name,
    memberships: all,
    organization,
  };
}
