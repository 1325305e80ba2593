import { createApiKey, listOrganizations } from '@placard/services';
import type { OpenServices } from './open-services.ts';

/**
 * A server key of the platform itself: it may restrict ads and steer a simulated clock.
 * @throws Error where the platform has no organization yet: its first admin makes one.
 */
export async function createServerKey(services: OpenServices, name: string): Promise<string> {
  const organizations = await listOrganizations({ ctx: services.contextOf(null) });
  const platform = organizations.find((organization) => organization.isPlatform);
  if (!platform) throw new Error('the platform has no organization yet');
  const ctx = services.contextOf(platform.id);
  return (await createApiKey({ ctx, input: { name } })).secret;
}
