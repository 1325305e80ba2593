import { creatives } from '@placard/db';
import { newId } from '@placard/domain';
import { requireAdvertiser } from '../advertiser/internal.ts';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { insertVersion } from './internal.ts';
import { type CreateCreativeInput, createCreativeInput } from './schemas.ts';

/** A creative with its first version, which waits for review. @throws not-found, invalid */
export async function createCreative({ ctx, input }: Call<CreateCreativeInput>) {
  const { advertiserId, name, format, ...content } = parseInput(createCreativeInput, input);
  const creativeId = newId('cre');
  return tenantWrite(ctx, 'buy', async (scope) => {
    const { tx, organizationId, audit } = scope;
    await requireAdvertiser(scope, advertiserId);
    await tx.insert(creatives).values({
      id: creativeId,
      organizationId,
      advertiserId,
      name,
      format,
      createdAt: nowOf(ctx),
    });
    const creativeVersionId = await insertVersion(ctx, scope, { id: creativeId, format }, content);
    await audit({
      action: 'creative.create',
      entityId: creativeId,
      detail: { name, format, creativeVersionId, landingUrl: content.landingUrl },
    });
    return { creativeId, creativeVersionId };
  });
}
