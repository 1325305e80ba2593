import { advertisers } from '@placard/db';
import { newId } from '@placard/domain';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { type CreateAdvertiserInput, createAdvertiserInput } from './schemas.ts';

/** A further account of the organization, with its own wallet. Its currency never changes. */
export async function createAdvertiser({ ctx, input }: Call<CreateAdvertiserInput>) {
  const data = parseInput(createAdvertiserInput, input);
  const advertiserId = newId('adv');
  await tenantWrite(ctx, 'buy', async ({ tx, organizationId, audit }) => {
    await tx
      .insert(advertisers)
      .values({ id: advertiserId, organizationId, ...data, createdAt: nowOf(ctx) });
    await audit({ action: 'advertiser.create', entityId: advertiserId, detail: data });
  });
  return { advertiserId };
}
