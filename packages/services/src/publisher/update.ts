import { publishers } from '@placard/db';
import { eq } from 'drizzle-orm';
import { givenFields } from '../changes.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { requirePublisher } from './internal.ts';
import { type UpdatePublisherInput, updatePublisherInput } from './schemas.ts';

/** Name and time zone. @throws not-found */
export async function updatePublisher({ ctx, input }: Call<UpdatePublisherInput>): Promise<void> {
  const { publisherId, ...fields } = parseInput(updatePublisherInput, input);
  await tenantWrite(ctx, 'sell', async (scope) => {
    const changes = givenFields(fields);
    await requirePublisher(scope, publisherId);
    if (Object.keys(changes).length > 0) {
      await scope.tx.update(publishers).set(changes).where(eq(publishers.id, publisherId));
    }
    await scope.audit({ action: 'publisher.update', entityId: publisherId, detail: changes });
  });
}
