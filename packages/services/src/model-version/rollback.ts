import { modelVersions } from '@placard/db';
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { notFound, ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type RollbackInput, rollbackInput } from './schemas.ts';
import { lockMarket, swapChampion } from './swap-champion.ts';

/** Brings back the champion before the present one. Staff only. @throws not-found, conflict */
export async function rollbackModel({ ctx, input }: Call<RollbackInput>) {
  const { marketId } = parseInput(rollbackInput, input);
  return staffWrite(ctx, async ({ tx, audit }) => {
    if (!(await lockMarket(tx, marketId))) throw notFound('Market');
    const [earlier] = await tx
      .select({ id: modelVersions.id })
      .from(modelVersions)
      .where(
        and(
          eq(modelVersions.marketId, marketId),
          eq(modelVersions.stage, 'retired'),
          isNotNull(modelVersions.promotedAt),
        ),
      )
      .orderBy(desc(modelVersions.retiredAt))
      .limit(1);
    if (!earlier) throw new ServiceError('conflict', 'There is no earlier champion to go back to.');
    const previousId = await swapChampion(ctx, tx, marketId, earlier.id);
    await audit(null, {
      action: 'model-version.rollback',
      entityId: earlier.id,
      detail: { marketId, previousId },
    });
    return { modelVersionId: earlier.id, previousId };
  });
}
