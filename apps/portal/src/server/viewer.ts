import {
  type Actor,
  listAdvertisers,
  listPublishers,
  type Membership,
  rightsOf,
} from '@placard/services';
import type { Viewer } from '../shell/viewer.ts';
import { serviceContext } from './service-context.ts';

type SignedIn = Extract<Actor, { kind: 'user' | 'staff' }>;

/** What the shell shows of the person: navigation follows role and accounts, access does not depend on it. */
export async function viewerOf(actor: SignedIn): Promise<Viewer> {
  const ctx = serviceContext(actor);
  const rights = rightsOf(actor.organization);
  const canRead = rights.includes('read');
  const [advertisers, publishers] = canRead
    ? await Promise.all([listAdvertisers({ ctx }), listPublishers({ ctx })])
    : [[], []];
  return {
    name: actor.name,
    email: actor.email,
    organizationId: actor.organization.organizationId,
    organizations: actor.memberships.map((membership) => ({
      id: membership.organizationId,
      name: membership.organizationName,
      kind: kindOf(membership),
    })),
    can: {
      advertiser: advertisers.length > 0,
      publisher: publishers.length > 0,
      staff: actor.kind === 'staff',
      manage: rights.includes('manage'),
    },
  };
}

function kindOf({ isPlatform, role }: Membership): string {
  if (isPlatform) return role === 'staff' ? 'Platform staff' : 'Platform';
  return { owner: 'Owner', advertiser: 'Buyer', publisher: 'Seller', viewer: 'Reader', staff: '' }[
    role
  ];
}
