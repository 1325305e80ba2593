import { memberships } from '@placard/db';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASES } from './every-procedure.ts';
import { type Portal, startPortal } from './portal.ts';
import { createVictim, type Victim } from './victim.ts';

let portal: Portal;
let victim: Victim;
/** Another tenant's owner, and a member of a third whose row claims the role staff. */
let stranger: string;
let impostor: string;
let staff: string;

beforeAll(async () => {
  portal = await startPortal();
  victim = await createVictim(portal);
  stranger = (await portal.signUp('advertiser', 'Stranger')).sessionId;
  const third = await portal.signUp('publisher', 'Impostor');
  await portal.owner
    .update(memberships)
    .set({ role: 'staff' })
    .where(eq(memberships.organizationId, third.organizationId));
  impostor = third.sessionId;
  staff = await portal.staff();
}, 120_000);
afterAll(() => portal.close());

const paths = Object.keys(CASES);
const call = (sessionId: string | null, path: string) =>
  portal.call(sessionId, path, CASES[path]!.input?.(victim));

/** Every row of the victim's and of the platform's own, to see that a refused call changed nothing. */
async function fingerprint(): Promise<string> {
  const { rows } = await portal.owner.execute<{ name: string }>(sql`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relname not in ('sessions', 'audit_log', 'users', 'sign_in_throttles') order by 1`);
  const digests: string[] = [];
  for (const { name } of rows) {
    const tenant = sql.raw(name === 'organizations' ? `t.id` : `to_jsonb(t) ->> 'organization_id'`);
    const result = await portal.owner.execute<{ digest: string }>(sql`
      select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest
      from ${sql.identifier(name)} t where ${tenant} = ${victim.organizationId} or ${tenant} is null`);
    digests.push(`${name}:${result.rows[0]!.digest}`);
  }
  return digests.join('\n');
}

/** No word or id of the victim may stand in an answer to somebody else. */
function expectNothingLeaked(text: string, path: string): void {
  expect(text, path).not.toMatch(/secretive/i);
  for (const [key, value] of Object.entries(victim)) {
    if (key !== 'marketId') expect(text, `${path}: ${key}`).not.toContain(value);
  }
  expect(text, path).not.toMatch(/select |insert |postgres|node_modules|argon2|\.ts:\d/i);
}

test('every procedure of the router is tried', () => {
  expect([...portal.paths].sort()).toEqual([...paths].sort());
});

describe('a call that is not one’s own to make is refused, says nothing and changes nothing', () => {
  test('by nobody', async () => {
    const before = await fingerprint();
    for (const path of paths) {
      const { status, text, data } = await call(null, path);
      if (CASES[path]!.access === 'anyone') expect(data, path).toBeNull();
      else expect(status, path).toBe(401);
      expectNothingLeaked(text, path);
    }
    expect(await fingerprint()).toBe(before);
  }, 60_000);

  test('by another tenant’s owner', async () => {
    const before = await fingerprint();
    for (const path of paths) {
      const { status, text } = await call(stranger, path);
      const { access } = CASES[path]!;
      if (access === 'staff') expect(status, path).toBe(403);
      else expect([200, 404], `${path}: ${status} ${text}`).toContain(status);
      expectNothingLeaked(text, path);
    }
    expect(await fingerprint()).toBe(before);
  }, 60_000);

  test('by a member whose role does not allow it', async () => {
    const before = await fingerprint();
    for (const path of paths) {
      const { access } = CASES[path]!;
      if (!['buy', 'sell', 'manage', 'staff'].includes(access)) continue;
      const { status } = await call(victim.readerSessionId, path);
      expect(status, path).toBe(403);
    }
    expect(await fingerprint()).toBe(before);
  }, 60_000);

  test('by someone who claims to be staff in an ordinary organization', async () => {
    const before = await fingerprint();
    for (const path of paths) {
      const { access } = CASES[path]!;
      const { status, text } = await call(impostor, path);
      if (!['anyone', 'signed-in'].includes(access)) expect(status, path).toBe(403);
      expectNothingLeaked(text, path);
    }
    expect(await fingerprint()).toBe(before);
  }, 60_000);

  test('by the owner of a tenant, where staff alone may', async () => {
    const before = await fingerprint();
    for (const path of paths) {
      if (CASES[path]!.access !== 'staff') continue;
      expect((await call(victim.sessionId, path)).status, path).toBe(403);
    }
    expect(await fingerprint()).toBe(before);
  }, 60_000);
});

test('a tenant named in the input is ignored: it comes from the session alone', async () => {
  const { data } = await portal.call(stranger, 'advertiser.create', {
    name: 'Mine after all',
    organizationId: victim.organizationId,
  });
  const { advertiserId } = data as { advertiserId: string };
  const { rows } = await portal.owner.execute<{ name: string }>(sql`
    select o.name from advertisers a join organizations o on o.id = a.organization_id
    where a.id = ${advertiserId}`);
  expect(rows).toEqual([{ name: 'Renamed' }]);
});

test('the rightful caller passes everywhere with the same inputs, so that a refusal means something', async () => {
  for (const path of paths) {
    const { access } = CASES[path]!;
    const { status, text } = await call(access === 'staff' ? staff : victim.sessionId, path);
    // With one champion there is nothing to go back to: refused by state, not by right.
    const expected = path === 'model.rollback' ? 409 : 200;
    expect(status, `${path}: ${text}`).toBe(expected);
  }
}, 60_000);
