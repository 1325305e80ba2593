import { placements } from '@placard/db';
import { eq } from 'drizzle-orm';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { requirePlacement } from './internal.ts';
import { type PlacementIdInput, placementIdInput } from './schemas.ts';

/** No ads any more; its figures stay. Its tag then answers no-fill. @throws not-found */
export async function archivePlacement({ ctx, input }: Call<PlacementIdInput>): Promise<void> {
  const { placementId } = parseInput(placementIdInput, input);
  await tenantWrite(ctx, 'sell', async (scope) => {
    await requirePlacement(scope, placementId);
    await scope.tx
      .update(placements)
      .set({ status: 'archived', updatedAt: nowOf(ctx) })
      .where(eq(placements.id, placementId));
    await scope.audit({ action: 'placement.archive', entityId: placementId });
  });
}
