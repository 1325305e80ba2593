import { createHash } from 'node:crypto';
import { type Queryable, signInThrottles } from '@placard/db';
import { DAY_MS, MINUTE_MS } from '@placard/domain';
import { eq, lt, sql } from 'drizzle-orm';
import { ServiceError } from '../errors.ts';

/** `limit` failures within the window lock the key; each further one doubles the lock. */
type Limit = { readonly key: string; readonly limit: number };

const WINDOW_MS = 15 * MINUTE_MS;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 15 * MINUTE_MS;

export function emailLimit(email: string): Limit {
  return { key: digest('email', email), limit: 5 };
}

/** An address may be shared by an office, so it is allowed more. */
export function addressLimit(purpose: 'sign-in' | 'sign-up', address: string): Limit {
  return { key: digest(purpose, address), limit: purpose === 'sign-in' ? 100 : 20 };
}

/**
 * Counts an attempt before it is tried, in one statement, so that a hundred at once are still a hundred.
 * `forgive` takes it back when it succeeds. @throws ServiceError `throttled`
 */
export async function countAttempt(
  database: Queryable,
  { key, limit }: Limit,
  nowMs: number,
): Promise<void> {
  const t = signInThrottles;
  const now = new Date(nowMs);
  const failures = sql`case when ${t.updatedAt} < ${new Date(nowMs - WINDOW_MS)} then 1 else ${t.failures} + 1 end`;
  const lockMs = sql`least(${LONGEST_LOCK_MS}, ${FIRST_LOCK_MS} * power(2, least(20, ${failures} - ${limit})))`;
  const counted = await database
    .insert(t)
    .values({ key, failures: 1, updatedAt: now })
    .onConflictDoUpdate({
      target: t.key,
      set: {
        failures,
        lockedUntil: sql`case when ${failures} >= ${limit}
          then ${now}::timestamptz + make_interval(secs => ${lockMs} / 1000.0) end`,
        updatedAt: now,
      },
      setWhere: sql`${t.lockedUntil} is null or ${t.lockedUntil} <= ${now}`,
    })
    .returning({ key: t.key });
  if (counted.length > 0) return;
  const [row] = await database.select({ lockedUntil: t.lockedUntil }).from(t).where(eq(t.key, key));
  const retryAfterMs = Math.max(1_000, (row?.lockedUntil?.getTime() ?? nowMs) - nowMs);
  throw new ServiceError('throttled', 'Too many attempts. Try again later.', { retryAfterMs });
}

/** The attempt succeeded: a person's own failures are forgotten, an address gets this one back. */
export async function forgive(database: Queryable, limits: readonly Limit[]): Promise<void> {
  const t = signInThrottles;
  for (const { key, limit } of limits) {
    await database
      .update(t)
      .set({
        failures: sql`greatest(0, ${t.failures} - 1)`,
        lockedUntil: sql`case when ${t.failures} - 1 >= ${limit} then ${t.lockedUntil} end`,
      })
      .where(eq(t.key, key));
  }
}

export async function forget(database: Queryable, { key }: Limit, nowMs: number): Promise<void> {
  const t = signInThrottles;
  await database.delete(t).where(eq(t.key, key));
  await database.delete(t).where(lt(t.updatedAt, new Date(nowMs - DAY_MS)));
}

function digest(purpose: string, value: string): string {
  return createHash('sha256').update(`${purpose}:${value}`).digest('hex');
}
