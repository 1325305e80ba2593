import { placements } from '@placard/db';
import { eq } from 'drizzle-orm';
import { givenFields } from '../changes.ts';
import { nowOf } from '../context.ts';
import { requireCreative } from '../creative/internal.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { requirePlacement } from './internal.ts';
import { type UpdatePlacementInput, updatePlacementInput } from './schemas.ts';

/** Name, formats, size, floor and house ad. @throws not-found */
export async function updatePlacement({ ctx, input }: Call<UpdatePlacementInput>): Promise<void> {
  const { placementId, ...fields } = parseInput(updatePlacementInput, input);
  await tenantWrite(ctx, 'sell', async (scope) => {
    const changes = givenFields(fields);
    await requirePlacement(scope, placementId);
    if (changes.houseCreativeId) await requireCreative(scope, changes.houseCreativeId);
    await scope.tx
      .update(placements)
      .set({ ...changes, updatedAt: nowOf(ctx) })
      .where(eq(placements.id, placementId));
    await scope.audit({ action: 'placement.update', entityId: placementId, detail: changes });
  });
}
