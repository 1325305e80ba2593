import { modelVersions } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound, ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type ModelVersionIdInput, modelVersionIdInput } from './schemas.ts';
import { lockMarket, swapChampion } from './swap-champion.ts';

/** Makes a version the champion of its market; the one before retires. Staff only. @throws not-found, conflict */
export async function promoteModel({ ctx, input }: Call<ModelVersionIdInput>) {
  const { modelVersionId } = parseInput(modelVersionIdInput, input);
  return staffWrite(ctx, async ({ tx, audit }) => {
    const ofVersion = eq(modelVersions.id, modelVersionId);
    const [found] = await tx.select().from(modelVersions).where(ofVersion);
    if (!found) throw notFound('Model version');
    await lockMarket(tx, found.marketId);
    const [version] = await tx.select().from(modelVersions).where(ofVersion);
    if (version!.stage === 'champion') {
      throw new ServiceError('conflict', 'This version is the champion already.');
    }
    const previousId = await swapChampion(ctx, tx, found.marketId, modelVersionId);
    await audit(null, {
      action: 'model-version.promote',
      entityId: modelVersionId,
      detail: { marketId: found.marketId, previousId },
    });
    return { modelVersionId, previousId };
  });
}
