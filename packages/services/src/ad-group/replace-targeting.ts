import { adGroups, targetingRules } from '@placard/db';
import { eq } from 'drizzle-orm';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { insertRules, requireAdGroup } from './internal.ts';
import { type ReplaceTargetingInput, replaceTargetingInput } from './schemas.ts';

/** The whole set of rules at once: a request sees the old ones or the new ones, never a mixture. @throws not-found */
export async function replaceTargeting({ ctx, input }: Call<ReplaceTargetingInput>): Promise<void> {
  const { adGroupId, rules } = parseInput(replaceTargetingInput, input);
  await tenantWrite(ctx, 'buy', async (scope) => {
    await requireAdGroup(scope, adGroupId);
    const now = nowOf(ctx);
    await scope.tx.delete(targetingRules).where(eq(targetingRules.adGroupId, adGroupId));
    await insertRules(scope, adGroupId, rules, now);
    await scope.tx.update(adGroups).set({ updatedAt: now }).where(eq(adGroups.id, adGroupId));
    await scope.audit({
      action: 'ad-group.replace-targeting',
      entityId: adGroupId,
      detail: { rules },
    });
  });
}
