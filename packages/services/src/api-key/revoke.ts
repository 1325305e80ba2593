import { apiKeys } from '@placard/db';
import { and, eq, isNull } from 'drizzle-orm';
import { nowOf } from '../context.ts';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { type ApiKeyIdInput, apiKeyIdInput } from './schemas.ts';

/** Ends a key for good, at the ad-server with the next snapshot. @throws not-found */
export async function revokeApiKey({ ctx, input }: Call<ApiKeyIdInput>): Promise<void> {
  const { apiKeyId } = parseInput(apiKeyIdInput, input);
  await tenantWrite(ctx, 'manage', async ({ tx, organizationId, audit }) => {
    const revoked = await tx
      .update(apiKeys)
      .set({ revokedAt: nowOf(ctx) })
      .where(
        and(
          eq(apiKeys.id, apiKeyId),
          eq(apiKeys.organizationId, organizationId),
          isNull(apiKeys.revokedAt),
        ),
      )
      .returning({ id: apiKeys.id });
    if (revoked.length === 0) throw notFound('API key');
    await audit({ action: 'api-key.revoke', entityId: apiKeyId });
  });
}
