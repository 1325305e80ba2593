import { placements } from '@placard/db';
import { newId } from '@placard/domain';
import { nowOf } from '../context.ts';
import { requireCreative } from '../creative/internal.ts';
import { type Call, parseInput } from '../input.ts';
import { requireMarket } from '../market/internal.ts';
import { requireProperty } from '../property/internal.ts';
import { tenantWrite } from '../transaction.ts';
import { type CreatePlacementInput, createPlacementInput } from './schemas.ts';
import { placementTag } from './tag.ts';

/** A spot on a property, with the tag to embed. @throws not-found, invalid */
export async function createPlacement({ ctx, input }: Call<CreatePlacementInput>) {
  const { marketId, ...data } = parseInput(createPlacementInput, input);
  const placementId = newId('plc');
  return tenantWrite(ctx, 'sell', async (scope) => {
    const property = await requireProperty(scope, data.propertyId);
    const market = await requireMarket(scope, marketId, property.currency);
    if (data.houseCreativeId) await requireCreative(scope, data.houseCreativeId);
    const createdAt = nowOf(ctx);
    await scope.tx.insert(placements).values({
      id: placementId,
      organizationId: scope.organizationId,
      marketId: market.id,
      ...data,
      createdAt,
      updatedAt: createdAt,
    });
    await scope.audit({ action: 'placement.create', entityId: placementId, detail: data });
    return {
      placementId,
      tag: placementTag(ctx.settings.adServerUrl, { id: placementId, ...data }),
    };
  });
}
