import { properties } from '@placard/db';
import { eq } from 'drizzle-orm';
import { givenFields } from '../changes.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { requireProperty } from './internal.ts';
import { type UpdatePropertyInput, updatePropertyInput } from './schemas.ts';

/** Name, the domains that may ask for ads, and categories it refuses. @throws not-found */
export async function updateProperty({ ctx, input }: Call<UpdatePropertyInput>): Promise<void> {
  const { propertyId, ...fields } = parseInput(updatePropertyInput, input);
  await tenantWrite(ctx, 'sell', async (scope) => {
    const changes = givenFields(fields);
    await requireProperty(scope, propertyId);
    if (Object.keys(changes).length > 0) {
      await scope.tx.update(properties).set(changes).where(eq(properties.id, propertyId));
    }
    await scope.audit({ action: 'property.update', entityId: propertyId, detail: changes });
  });
}
