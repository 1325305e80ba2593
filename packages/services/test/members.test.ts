import { createHash } from 'node:crypto';
import { apiKeys, auditLog, memberships } from '@placard/db';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addMember,
  checkSession,
  createAdvertiser,
  createApiKey,
  createPublisher,
  listApiKeys,
  listAudit,
  listMembers,
  removeMember,
  renameOrganization,
  revokeApiKey,
  type ServiceContext,
  setMemberRole,
  signIn,
  whoami,
} from '../src/index.ts';
import { type Platform, refusal, startPlatform, type Tenant } from './platform.ts';

let platform: Platform;
let tenant: Tenant;
beforeAll(async () => {
  platform = await startPlatform();
  tenant = await platform.tenant('advertiser');
}, 60_000);
afterAll(() => platform.close());

let members = 0;
async function member(role: 'owner' | 'advertiser' | 'publisher' | 'viewer') {
  members += 1;
  const email = `member${members}@tenant.example`;
  const added = await addMember({ ctx: tenant.ctx, input: { name: 'M', email, role } });
  const session = await signIn({
    ctx: platform.anonymous,
    input: { email, password: added.initialPassword },
  });
  const asMember = async (): Promise<ServiceContext> =>
    platform.as(await checkSession(platform.anonymous, session.sessionId));
  return { ...added, asMember };
}

test('each role may do what it says', async () => {
  const tries: Record<string, string[]> = {};
  for (const role of ['owner', 'advertiser', 'publisher', 'viewer'] as const) {
    const ctx = await (await member(role)).asMember();
    tries[role] = [
      await refusal(listMembers({ ctx })),
      await refusal(createAdvertiser({ ctx, input: { name: `By ${role}` } })),
      await refusal(createPublisher({ ctx, input: { name: `By ${role}` } })),
      await refusal(renameOrganization({ ctx, input: { name: 'Renamed' } })),
    ];
  }
  expect(tries).toEqual({
    owner: ['allowed', 'allowed', 'allowed', 'allowed'],
    advertiser: ['allowed', 'allowed', 'forbidden', 'forbidden'],
    publisher: ['allowed', 'forbidden', 'allowed', 'forbidden'],
    viewer: ['allowed', 'forbidden', 'forbidden', 'forbidden'],
  });
});

test('a changed role counts with the next request, a removed member is nobody', async () => {
  const { membershipId, asMember } = await member('viewer');
  await setMemberRole({ ctx: tenant.ctx, input: { membershipId, role: 'advertiser' } });
  expect((await whoami({ ctx: await asMember() }))?.rights).toEqual(['read', 'buy']);
  await removeMember({ ctx: tenant.ctx, input: { membershipId } });
  expect((await asMember()).actor.kind).toBe('anonymous');
});

test('nobody becomes staff through a tenant', async () => {
  const staffInput = { name: 'S', email: 'sneaky@tenant.example', role: 'staff' as const };
  expect(await refusal(addMember({ ctx: tenant.ctx, input: staffInput }))).toBe('forbidden');
  const { membershipId } = await member('viewer');
  const promote = setMemberRole({
    ctx: tenant.ctx,
    input: { membershipId, role: 'staff' as 'owner' },
  });
  expect(await refusal(promote)).toBe('invalid');
  // Even a row that says so grants nothing outside the platform's organization.
  await platform.owner
    .update(memberships)
    .set({ role: 'staff' })
    .where(eq(memberships.id, membershipId));
  const staff = await platform.staff();
  expect(await refusal(addMember({ ctx: staff, input: staffInput }))).toBe('allowed');
  expect(await refusal(removeMember({ ctx: tenant.ctx, input: { membershipId } }))).toBe(
    'forbidden',
  );
});

test('an organization keeps an owner, whoever acts at once', async () => {
  const lone = await platform.tenant('publisher');
  const [self] = await listMembers({ ctx: lone.ctx });
  const membershipId = self!.id;
  expect(await refusal(removeMember({ ctx: lone.ctx, input: { membershipId } }))).toBe('conflict');
  const second = await addMember({
    ctx: lone.ctx,
    input: { name: 'Two', email: 'two@lone.example', role: 'owner' },
  });
  const outcomes = await Promise.all(
    [membershipId, second.membershipId].map((id) =>
      refusal(removeMember({ ctx: lone.ctx, input: { membershipId: id } })),
    ),
  );
  expect(outcomes.sort()).toEqual(['allowed', 'conflict']);
});

test('a member of another organization is not found', async () => {
  const other = await platform.tenant('advertiser');
  const [foreign] = await listMembers({ ctx: other.ctx });
  const input = { membershipId: foreign!.id };
  expect(await refusal(removeMember({ ctx: tenant.ctx, input }))).toBe('not-found');
});

test('a key’s secret is shown once and kept as a digest; a revoked key stays revoked', async () => {
  const { apiKeyId, secret } = await createApiKey({ ctx: tenant.ctx, input: { name: 'CI' } });
  const [row] = await platform.owner.select().from(apiKeys).where(eq(apiKeys.id, apiKeyId));
  expect(row!.secretHash).toBe(createHash('sha256').update(secret).digest('hex'));
  expect(JSON.stringify(await listApiKeys({ ctx: tenant.ctx }))).not.toContain(row!.secretHash);
  await revokeApiKey({ ctx: tenant.ctx, input: { apiKeyId } });
  expect(await refusal(revokeApiKey({ ctx: tenant.ctx, input: { apiKeyId } }))).toBe('not-found');
});

test('every change leaves its trace, without secrets, and a refused one leaves none', async () => {
  const entries = await listAudit({ ctx: tenant.ctx, input: { limit: 500 } });
  const actions = new Set(entries.map((entry) => entry.action));
  for (const action of ['organization.create', 'member.add', 'member.set-role', 'api-key.create']) {
    expect(actions).toContain(action);
  }
  expect(JSON.stringify(entries)).not.toMatch(/plk_|argon2|initialPassword/);
  const { membershipId } = (await listMembers({ ctx: tenant.ctx })).map((m) => ({
    membershipId: m.id,
  }))[0]!;
  const viewer = await (await member('viewer')).asMember();
  const count = () => platform.owner.$count(auditLog);
  const before = await count();
  expect(await refusal(removeMember({ ctx: viewer, input: { membershipId } }))).toBe('forbidden');
  expect(await count()).toBe(before);
});
