import { properties } from '@placard/db';
import { newId } from '@placard/domain';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { requirePublisher } from '../publisher/internal.ts';
import { tenantWrite } from '../transaction.ts';
import { type CreatePropertyInput, createPropertyInput } from './schemas.ts';

/** A site or app of one of the tenant's publishers. @throws not-found */
export async function createProperty({ ctx, input }: Call<CreatePropertyInput>) {
  const data = parseInput(createPropertyInput, input);
  const propertyId = newId('prp');
  return tenantWrite(ctx, 'sell', async (scope) => {
    await requirePublisher(scope, data.publisherId);
    await scope.tx.insert(properties).values({
      id: propertyId,
      organizationId: scope.organizationId,
      ...data,
      createdAt: nowOf(ctx),
    });
    await scope.audit({ action: 'property.create', entityId: propertyId, detail: data });
    return { propertyId };
  });
}
