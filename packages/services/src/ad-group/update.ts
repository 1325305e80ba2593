import { adGroups } from '@placard/db';
import { eq } from 'drizzle-orm';
import { givenFields } from '../changes.ts';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { capColumns, requireAdGroup } from './internal.ts';
import { type UpdateAdGroupInput, updateAdGroupInput } from './schemas.ts';

/** Name, bid and frequency cap; the pricing model stays, so that figures keep their meaning. @throws not-found */
export async function updateAdGroup({ ctx, input }: Call<UpdateAdGroupInput>): Promise<void> {
  const { adGroupId, frequencyCap, ...fields } = parseInput(updateAdGroupInput, input);
  await tenantWrite(ctx, 'buy', async (scope) => {
    const before = await requireAdGroup(scope, adGroupId);
    const changes = {
      ...givenFields(fields),
      ...(frequencyCap === undefined ? {} : capColumns(frequencyCap)),
    };
    await scope.tx
      .update(adGroups)
      .set({ ...changes, updatedAt: nowOf(ctx) })
      .where(eq(adGroups.id, adGroupId));
    await scope.audit({
      action: 'ad-group.update',
      entityId: adGroupId,
      detail: { ...changes, bidMicrosBefore: before.bidMicros },
    });
  });
}
