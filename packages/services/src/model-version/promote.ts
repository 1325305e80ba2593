import { modelVersions } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound, ServiceError } from '../errors.ts';
import { closeExperiments } from '../experiment/close.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { overriddenGates } from './overridden-gates.ts';
import { type PromoteModelInput, promoteModelInput } from './schemas.ts';
import { lockMarket, swapChampion } from './swap-champion.ts';

/**
 * Makes a version the champion of its market; the one before retires, and a trial of it is over. Refused while
 * a gate refuses the version, unless a reason is written. Staff only. @throws not-found, conflict
 */
export async function promoteModel({ ctx, input }: Call<PromoteModelInput>) {
  const { modelVersionId, overrideReason } = parseInput(promoteModelInput, input);
  return staffWrite(ctx, async ({ tx, audit }) => {
    const ofVersion = eq(modelVersions.id, modelVersionId);
    const [found] = await tx.select().from(modelVersions).where(ofVersion);
    if (!found) throw notFound('Model version');
    await lockMarket(tx, found.marketId);
    const [version] = await tx.select().from(modelVersions).where(ofVersion);
    if (version!.stage === 'champion') {
      throw new ServiceError('conflict', 'This version is the champion already.');
    }
    const overridden = overriddenGates(version!.gates, overrideReason);
    await closeExperiments(ctx, tx, {
      ...{ modelVersionId, status: 'promoted', reason: 'promoted by hand' },
    });
    const previousId = await swapChampion(ctx, tx, found.marketId, modelVersionId);
    await audit(null, {
      action: 'model-version.promote',
      entityId: modelVersionId,
      detail: {
        ...{ marketId: found.marketId, previousId },
        ...(overridden.length > 0 && { overridden, reason: overrideReason }),
      },
    });
    return { modelVersionId, previousId };
  });
}
