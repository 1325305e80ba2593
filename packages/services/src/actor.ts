import type { Id } from '@placard/domain';
import { ServiceError } from './errors.ts';

export const MEMBER_ROLES = ['owner', 'advertiser', 'publisher', 'viewer', 'staff'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What a transaction asks of its actor. */
export const RIGHTS = ['read', 'buy', 'sell', 'manage'] as const;
export type Right = (typeof RIGHTS)[number];

const RIGHTS_OF: Record<Exclude<MemberRole, 'staff'>, readonly Right[]> = {
  owner: RIGHTS,
  advertiser: ['read', 'buy'],
  publisher: ['read', 'sell'],
  viewer: ['read'],
};

export type Membership = {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly isPlatform: boolean;
  readonly role: MemberRole;
};

type SignedIn = {
  readonly userId: Id<'usr'>;
  readonly sessionId: Id<'ses'>;
  readonly email: string;
  readonly name: string;
  readonly memberships: readonly Membership[];
  /** The one the session works in. */
  readonly organization: Membership;
};

/** Who asks. `staff` is a member with role staff whose session works in the platform's own organization. */
export type Actor =
  | ({ readonly kind: 'user' } & SignedIn)
  | ({ readonly kind: 'staff' } & SignedIn)
  | {
      readonly kind: 'system';
      /** Which program: `seed`, `worker`. */
      readonly name: string;
      /** The tenant it works in, when it works in one. */
      readonly organizationId: string | null;
    }
  | { readonly kind: 'anonymous' };

/** The tenant of the actor's session, once its role grants `right`. @throws unauthenticated, forbidden */
export function tenantOf(actor: Actor, right: Right): string {
  switch (actor.kind) {
    case 'anonymous':
      throw new ServiceError('unauthenticated', 'Sign in first.');
    case 'system':
      if (actor.organizationId === null) throw new Error(`${actor.name} works in no organization`);
      return actor.organizationId;
    case 'staff':
      return actor.organization.organizationId;
    case 'user':
      if (!rightsOf(actor.organization).includes(right)) {
        throw new ServiceError('forbidden', 'Your role in this organization does not allow this.');
      }
      return actor.organization.organizationId;
  }
}

/** Role staff counts in the platform's organization alone; anywhere else it grants nothing. */
export function rightsOf(membership: Membership): readonly Right[] {
  if (membership.role === 'staff') return membership.isPlatform ? RIGHTS : [];
  return RIGHTS_OF[membership.role];
}

/** @throws unauthenticated, forbidden */
export function assertStaff(actor: Actor): void {
  if (actor.kind === 'anonymous') throw new ServiceError('unauthenticated', 'Sign in first.');
  if (actor.kind === 'user')
    throw new ServiceError('forbidden', 'Only platform staff may do this.');
}

/** @throws unauthenticated for anyone but a person with a session. */
export function signedIn(actor: Actor): Extract<Actor, { kind: 'user' | 'staff' }> {
  if (actor.kind === 'user' || actor.kind === 'staff') return actor;
  throw new ServiceError('unauthenticated', 'Sign in first.');
}
