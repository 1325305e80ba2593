import { publishers } from '@placard/db';
import { newId } from '@placard/domain';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { type CreatePublisherInput, createPublisherInput } from './schemas.ts';

/** A further account that sells; its share is the platform's default until staff set another. */
export async function createPublisher({ ctx, input }: Call<CreatePublisherInput>) {
  const data = parseInput(createPublisherInput, input);
  const publisherId = newId('pub');
  await tenantWrite(ctx, 'sell', async ({ tx, organizationId, audit }) => {
    await tx
      .insert(publishers)
      .values({ id: publisherId, organizationId, ...data, createdAt: nowOf(ctx) });
    await audit({ action: 'publisher.create', entityId: publisherId, detail: data });
  });
  return { publisherId };
}
