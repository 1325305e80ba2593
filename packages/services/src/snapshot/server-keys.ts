import { apiKeys, organizations, type Transaction } from '@placard/db';
import { asc, eq, isNull } from 'drizzle-orm';

/**
 * Keys of the platform's own organization may restrict, exclude and set the clock on any placement, which no
 * tenant may do to another. An organization's own keys speak for its own placements.
 */
export async function readServerKeys(tx: Transaction) {
  const rows = await tx
    .select({
      secretHash: apiKeys.secretHash,
      organizationId: apiKeys.organizationId,
      isPlatform: organizations.isPlatform,
    })
    .from(apiKeys)
    .innerJoin(organizations, eq(organizations.id, apiKeys.organizationId))
    .where(isNull(apiKeys.revokedAt))
    .orderBy(asc(apiKeys.secretHash));
  return {
    serverKeyHashes: rows.filter((row) => row.isPlatform).map((row) => row.secretHash),
    organizationOfServerKey: Object.fromEntries(
      rows
        .filter((row) => !row.isPlatform)
        .map((row) => [row.secretHash, row.organizationId as string]),
    ),
  };
}
