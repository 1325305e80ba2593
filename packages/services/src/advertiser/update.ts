import { advertisers } from '@placard/db';
import { eq } from 'drizzle-orm';
import { givenFields } from '../changes.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { requireAdvertiser } from './internal.ts';
import { type UpdateAdvertiserInput, updateAdvertiserInput } from './schemas.ts';

/** Name, domain, time zone and attribution window; money already spent keeps its days. @throws not-found */
export async function updateAdvertiser({ ctx, input }: Call<UpdateAdvertiserInput>): Promise<void> {
  const { advertiserId, ...fields } = parseInput(updateAdvertiserInput, input);
  await tenantWrite(ctx, 'buy', async (scope) => {
    const changes = givenFields(fields);
    await requireAdvertiser(scope, advertiserId);
    if (Object.keys(changes).length > 0) {
      await scope.tx.update(advertisers).set(changes).where(eq(advertisers.id, advertiserId));
    }
    await scope.audit({ action: 'advertiser.update', entityId: advertiserId, detail: changes });
  });
}
