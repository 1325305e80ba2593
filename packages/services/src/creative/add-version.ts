import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { insertVersion, requireCreative } from './internal.ts';
import { type AddCreativeVersionInput, addCreativeVersionInput } from './schemas.ts';

/** New content, which waits for review; the last approved version serves until then. @throws not-found, invalid, conflict */
export async function addCreativeVersion({ ctx, input }: Call<AddCreativeVersionInput>) {
  const { creativeId, ...content } = parseInput(addCreativeVersionInput, input);
  return tenantWrite(ctx, 'buy', async (scope) => {
    const creative = await requireCreative(scope, creativeId);
    const creativeVersionId = await insertVersion(ctx, scope, creative, content);
    await scope.audit({
      action: 'creative.add-version',
      entityId: creativeId,
      detail: { creativeVersionId, landingUrl: content.landingUrl },
    });
    return { creativeId, creativeVersionId };
  });
}
