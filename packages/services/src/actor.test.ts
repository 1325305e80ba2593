import { expect, test } from 'vitest';
import {
  type Actor,
  assertStaff,
  MEMBER_ROLES,
  type Membership,
  rightsOf,
  tenantOf,
} from './actor.ts';

const membership = (role: Membership['role'], isPlatform = false): Membership => ({
  organizationId: 'org_1',
  organizationName: 'One',
  isPlatform,
  role,
});
const user = (organization: Membership): Actor => ({
  kind: 'user',
  userId: 'usr_1',
  sessionId: 'ses_1',
  email: 'a@b.example',
  name: 'A',
  memberships: [organization],
  organization,
});

test('each role grants its rights and no other', () => {
  const table = Object.fromEntries(MEMBER_ROLES.map((role) => [role, rightsOf(membership(role))]));
  expect(table).toEqual({
    owner: ['read', 'buy', 'sell', 'manage'],
    advertiser: ['read', 'buy'],
    publisher: ['read', 'sell'],
    viewer: ['read'],
    staff: [],
  });
});

test('role staff outside the platform is worth nothing', () => {
  const impostor = user(membership('staff'));
  expect(() => tenantOf(impostor, 'read')).toThrow(/does not allow/);
  expect(() => assertStaff(impostor)).toThrow(/Only platform staff/);
  expect(rightsOf(membership('staff', true))).toContain('manage');
});

test('an owner of the platform’s organization is no staff', () => {
  expect(() => assertStaff(user(membership('owner', true)))).toThrow(/Only platform staff/);
});
