import { adGroups } from '@placard/db';
import { eq } from 'drizzle-orm';
import { nowOf } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { requireAdGroup } from './internal.ts';
import { type SetAdGroupStatusInput, setAdGroupStatusInput } from './schemas.ts';

/** Pauses, resumes or archives; what is archived stays so. @throws not-found, conflict */
export async function setAdGroupStatus({ ctx, input }: Call<SetAdGroupStatusInput>): Promise<void> {
  const { adGroupId, status } = parseInput(setAdGroupStatusInput, input);
  await tenantWrite(ctx, 'buy', async (scope) => {
    const { status: before } = await requireAdGroup(scope, adGroupId);
    if (before === 'archived') throw new ServiceError('conflict', 'This ad group is archived.');
    await scope.tx
      .update(adGroups)
      .set({ status, updatedAt: nowOf(ctx) })
      .where(eq(adGroups.id, adGroupId));
    await scope.audit({
      action: 'ad-group.set-status',
      entityId: adGroupId,
      detail: { before, status },
    });
  });
}
