import { organizations, sessions, signInThrottles } from '@placard/db';
import { DAY_MS, MINUTE_MS } from '@placard/domain';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  changePassword,
  checkSession,
  chooseOrganization,
  createFirstAdmin,
  listSessions,
  revokeSession,
  setUserDisabled,
  signIn,
  signUp,
} from '../src/index.ts';
import { type Platform, refusal, startPlatform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
}, 60_000);
afterAll(() => platform.close());

const kindOf = async (sessionId: string) =>
  (await checkSession(platform.anonymous, sessionId)).kind;

test('a revoked session is nobody with the very next request', async () => {
  const tenant = await platform.tenant('advertiser');
  expect(await kindOf(tenant.sessionId)).toBe('user');
  await revokeSession({
    ctx: tenant.ctx,
    input: { sessionId: tenant.sessionId as `ses_${string}` },
  });
  expect(await kindOf(tenant.sessionId)).toBe('anonymous');
});

test('a session ends by itself after thirty days, and is gone with the next sign-in', async () => {
  const tenant = await platform.tenant('advertiser');
  await platform.owner
    .update(sessions)
    .set({ expiresAt: new Date(platform.clock.nowMs()) })
    .where(eq(sessions.id, tenant.sessionId as `ses_${string}`));
  expect(await kindOf(tenant.sessionId)).toBe('anonymous');
  const { sessionId } = await signIn({ ctx: platform.anonymous, input: tenant });
  const [fresh] = await platform.owner.select().from(sessions).where(eq(sessions.id, sessionId));
  expect(fresh!.expiresAt.getTime()).toBe(platform.clock.nowMs() + 30 * DAY_MS);
  const old = eq(sessions.id, tenant.sessionId as `ses_${string}`);
  expect(await platform.owner.$count(sessions, old)).toBe(0);
});

test('nobody ends or sees the session of another', async () => {
  const [mine, theirs] = [await platform.tenant('advertiser'), await platform.tenant('publisher')];
  const sessionId = theirs.sessionId as `ses_${string}`;
  expect(await refusal(revokeSession({ ctx: mine.ctx, input: { sessionId } }))).toBe('not-found');
  expect(await kindOf(theirs.sessionId)).toBe('user');
  const listed = await listSessions({ ctx: mine.ctx });
  expect(listed.map((session) => session.id)).toEqual([mine.sessionId]);
});

test('a changed password ends every other session and opens with the new one alone', async () => {
  const tenant = await platform.tenant('advertiser');
  const other = await signIn({ ctx: platform.anonymous, input: tenant });
  const newPassword = 'an entirely new password';
  await changePassword({
    ctx: tenant.ctx,
    input: { currentPassword: tenant.password, newPassword },
  });
  expect(await kindOf(tenant.sessionId)).toBe('user');
  expect(await kindOf(other.sessionId)).toBe('anonymous');
  expect(await refusal(signIn({ ctx: platform.anonymous, input: tenant }))).toBe('unauthenticated');
  const again = signIn({
    ctx: platform.anonymous,
    input: { email: tenant.email, password: newPassword },
  });
  expect(await refusal(again)).toBe('allowed');
});

test('a disabled person is out at once and stays out', async () => {
  const tenant = await platform.tenant('advertiser');
  const actor = await checkSession(platform.anonymous, tenant.sessionId);
  const userId = actor.kind === 'user' ? actor.userId : expect.fail();
  await setUserDisabled({ ctx: await platform.staff(), input: { userId, disabled: true } });
  expect(await kindOf(tenant.sessionId)).toBe('anonymous');
  expect(await refusal(signIn({ ctx: platform.anonymous, input: tenant }))).toBe('unauthenticated');
});

test('guessing locks an email, known or unknown alike, for longer each time, and right ones pass later', async () => {
  const tenant = await platform.tenant('advertiser');
  const outcomes = async (email: string) => {
    const codes: string[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      codes.push(
        await refusal(signIn({ ctx: platform.anonymous, input: { email, password: 'wrong' } })),
      );
    }
    return codes;
  };
  const known = await outcomes(tenant.email);
  expect(known).toEqual([...Array(5).fill('unauthenticated'), 'throttled', 'throttled']);
  expect(await outcomes('nobody@nowhere.example')).toEqual(known);
  // The right password waits as well: else a lock would tell when it was guessed.
  expect(await refusal(signIn({ ctx: platform.anonymous, input: tenant }))).toBe('throttled');
  platform.clock.advance(31_000);
  expect(
    await refusal(
      signIn({ ctx: platform.anonymous, input: { email: tenant.email, password: 'wrong' } }),
    ),
  ).toBe('unauthenticated');
  platform.clock.advance(31_000);
  expect(await refusal(signIn({ ctx: platform.anonymous, input: tenant }))).toBe('throttled');
  platform.clock.advance(MINUTE_MS);
  expect(await refusal(signIn({ ctx: platform.anonymous, input: tenant }))).toBe('allowed');
  expect(await outcomes(tenant.email)).toEqual(known);
});

test('fifty guesses at once are no more than five', async () => {
  const tenant = await platform.tenant('advertiser');
  const codes = await Promise.all(
    Array.from({ length: 50 }, () =>
      refusal(
        signIn({ ctx: platform.anonymous, input: { email: tenant.email, password: 'wrong' } }),
      ),
    ),
  );
  expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(5);
  expect(codes.filter((code) => code === 'throttled')).toHaveLength(45);
});

test('an address that tries many emails is locked too; its successes do not count against it', async () => {
  const address = '198.51.100.7';
  const tenant = await platform.tenant('advertiser');
  for (let i = 0; i < 3; i += 1) {
    await signIn({ ctx: platform.anonymous, input: { ...tenant, address } });
  }
  await platform.owner.update(signInThrottles).set({ failures: 99 });
  const attempt = (email: string) =>
    refusal(signIn({ ctx: platform.anonymous, input: { email, password: 'wrong', address } }));
  expect(await attempt('first@nowhere.example')).toBe('unauthenticated');
  expect(await attempt('second@nowhere.example')).toBe('throttled');
});

test('an unknown email costs the work of a wrong password, so that its answer takes as long', async () => {
  const tenant = await platform.tenant('advertiser');
  // CPU time of all threads: a busy machine changes the wall clock, not the work.
  const workOf = async (email: string) => {
    const before = process.cpuUsage();
    await refusal(signIn({ ctx: platform.anonymous, input: { email, password: 'wrong' } }));
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  await workOf('warm@nowhere.example');
  const wrong: number[] = [];
  const unknown: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    wrong.push(await workOf(tenant.email));
    unknown.push(await workOf(`nobody${i}@nowhere.example`));
  }
  // argon2id takes tens of milliseconds, a look-up alone about one.
  expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...wrong) / 2);
});

test('an email signs up once, whatever its case, and nothing of a refused sign-up stays', async () => {
  const input = {
    kind: 'publisher' as const,
    name: 'First',
    email: 'Twice@Example.com',
    password: 'long enough for anyone',
    organizationName: 'Twice',
  };
  await signUp({ ctx: platform.anonymous, input });
  const again = signUp({
    ctx: platform.anonymous,
    input: { ...input, email: 'twice@example.COM', organizationName: 'Second Twice' },
  });
  expect(await refusal(again)).toBe('conflict');
  const left = await platform.owner
    .select()
    .from(organizations)
    .where(eq(organizations.name, 'Second Twice'));
  expect(left).toEqual([]);
});

test('a session moves only to an organization of its own', async () => {
  const [mine, theirs] = [await platform.tenant('advertiser'), await platform.tenant('publisher')];
  const move = (organizationId: `org_${string}`) =>
    refusal(chooseOrganization({ ctx: mine.ctx, input: { organizationId } }));
  expect(await move(theirs.organizationId)).toBe('not-found');
  expect(await move(mine.organizationId)).toBe('allowed');
});

test('processes that start together make one first administrator', async () => {
  const fresh = await startPlatform();
  const input = { email: 'root@fresh.example', password: 'a long enough password' };
  const made = await Promise.all(
    Array.from({ length: 4 }, () => createFirstAdmin({ ctx: fresh.system, input })),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await createFirstAdmin({ ctx: fresh.system, input })).toBe(false);
  await fresh.close();
}, 60_000);
