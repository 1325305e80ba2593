import { apiKeys } from '@placard/db';
import { desc, eq } from 'drizzle-orm';
import type { CallWithoutInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';

/** The organization's keys, newest first; never the secret nor its hash. */
export async function listApiKeys({ ctx }: CallWithoutInput) {
  return tenantRead(ctx, ({ tx, organizationId }) =>
    tx
      .select({
        id: apiKeys.id,
        name: apiKeys.name,
        lastFour: apiKeys.lastFour,
        createdAt: apiKeys.createdAt,
        revokedAt: apiKeys.revokedAt,
      })
      .from(apiKeys)
      .where(eq(apiKeys.organizationId, organizationId))
      .orderBy(desc(apiKeys.id)),
  );
}
