import { writeFileSync } from 'node:fs';
import type { Id } from '@placard/domain';
import { createPlacement, createProperty, signUp } from '@placard/services';
import { SPOTS, type Spot } from '../demo-site/placements.ts';
import type { OpenServices } from '../platform/open-services.ts';
import type { DemoLogin } from './logins.ts';

const FLOOR_ECPM_MICROS = 50_000;
const NAMES: Record<Spot, string> = {
  leaderboard: 'Leaderboard',
  sidebar: 'Sidebar',
  'in-article': 'In the article',
  feed: 'Front page feed',
};

/** The magazine's publisher, its site and a placement for each spot; `placementsFile` tells the site their ids. */
export async function seedSupply(
  services: OpenServices,
  login: DemoLogin,
  placementsFile: string,
): Promise<Record<Spot, Id<'plc'>>> {
  const { organizationId, publisherId } = await signUp({
    ctx: services.contextOf(null),
    input: {
      kind: 'publisher',
      name: 'Lantern desk',
      email: login.email,
      password: login.password,
      organizationName: 'The Daily Lantern',
      timeZone: 'Europe/London',
    },
  });
  if (!publisherId) throw new Error('signing up as a publisher gave no publisher');
  const ctx = services.contextOf(organizationId);
  const { propertyId } = await createProperty({
    ctx,
    input: {
      publisherId: publisherId as Id<'pub'>,
      name: 'The Daily Lantern',
      domains: ['localhost', '127.0.0.1'],
    },
  });
  const placementIds = {} as Record<Spot, Id<'plc'>>;
  for (const [spot, size] of Object.entries(SPOTS) as [Spot, (typeof SPOTS)[Spot]][]) {
    const { placementId } = await createPlacement({
      ctx,
      input: {
        propertyId,
        name: NAMES[spot],
        formats: ['image', 'native', 'text'],
        ...size,
        floorECpmMicros: FLOOR_ECPM_MICROS,
      },
    });
    placementIds[spot] = placementId;
  }
  writeFileSync(placementsFile, `${JSON.stringify(placementIds, null, 2)}\n`);
  return placementIds;
}
