import { createHash, randomBytes } from 'node:crypto';
import { apiKeys } from '@placard/db';
import { newId } from '@placard/domain';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { type CreateApiKeyInput, createApiKeyInput } from './schemas.ts';

/** A server key. `secret` is shown this once; only its sha256 is kept. */
export async function createApiKey({ ctx, input }: Call<CreateApiKeyInput>) {
  const { name } = parseInput(createApiKeyInput, input);
  const apiKeyId = newId('key');
  const secret = `plk_${randomBytes(32).toString('base64url')}`;
  await tenantWrite(ctx, 'manage', async ({ tx, organizationId, audit }) => {
    await tx.insert(apiKeys).values({
      id: apiKeyId,
      organizationId,
      name,
      secretHash: createHash('sha256').update(secret).digest('hex'),
      lastFour: secret.slice(-4),
      createdAt: nowOf(ctx),
    });
    await audit({ action: 'api-key.create', entityId: apiKeyId, detail: { name } });
  });
  return { apiKeyId, secret };
}
