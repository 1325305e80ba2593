import { apiKeys, organizations, type Transaction } from '@placard/db';
import { and, asc, eq, isNull } from 'drizzle-orm';

/**
 * Keys of the platform's own organization alone: they may restrict, exclude and set the clock on any
 * placement, which no tenant may do to another.
 */
export async function readServerKeyHashes(tx: Transaction): Promise<string[]> {
  const rows = await tx
    .select({ secretHash: apiKeys.secretHash })
    .from(apiKeys)
    .innerJoin(organizations, eq(organizations.id, apiKeys.organizationId))
    .where(and(isNull(apiKeys.revokedAt), eq(organizations.isPlatform, true)))
    .orderBy(asc(apiKeys.secretHash));
  return rows.map((row) => row.secretHash);
}
