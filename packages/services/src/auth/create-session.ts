import { sessions, type Transaction } from '@placard/db';
import { DAY_MS, type Id, newId } from '@placard/domain';
import { and, eq, lte } from 'drizzle-orm';

const SESSION_MS = 30 * DAY_MS;

/**
 * A session of `userId`, for the caller's transaction; those of theirs that have expired are deleted. The transport
 * seals its id before it leaves.
 */
export async function createSession(
  tx: Transaction,
  userId: string,
  client: { userAgent?: string | undefined },
  nowMs: number,
): Promise<Id<'ses'>> {
  await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), lte(sessions.expiresAt, new Date(nowMs))));
  const id = newId('ses');
  await tx.insert(sessions).values({
    id,
    userId,
    userAgent: client.userAgent ?? null,
    createdAt: new Date(nowMs),
    lastSeenAt: new Date(nowMs),
    expiresAt: new Date(nowMs + SESSION_MS),
  });
  return id;
}
