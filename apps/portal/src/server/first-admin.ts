import { createFirstAdmin } from '@placard/services';
import { readEnv } from '../env.ts';
import { serviceContext } from './service-context.ts';

/** Creates the administrator that the environment names, if there is none; see docs/configuration.md. */
export async function ensureFirstAdmin(): Promise<void> {
  const { firstAdmin } = readEnv();
  if (!firstAdmin) return;
  const ctx = serviceContext({ kind: 'system', name: 'first-admin', organizationId: null });
  const created = await createFirstAdmin({ ctx, input: firstAdmin });
  if (created) console.log(`created the first administrator, ${firstAdmin.email}`);
}
