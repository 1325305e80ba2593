import { campaigns } from '@placard/db';
import { eq } from 'drizzle-orm';
import { givenFields } from '../changes.ts';
import { nowOf } from '../context.ts';
import { invalid, ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { requireCampaign } from './internal.ts';
import { type UpdateCampaignInput, updateCampaignInput } from './schemas.ts';

/** Name, objective, budgets and schedule. Serving follows within a second. @throws not-found, invalid, conflict */
export async function updateCampaign({ ctx, input }: Call<UpdateCampaignInput>): Promise<void> {
  const { campaignId, ...fields } = parseInput(updateCampaignInput, input);
  await tenantWrite(ctx, 'buy', async (scope) => {
    const before = await requireCampaign(scope, campaignId);
    if (before.status === 'archived')
      throw new ServiceError('conflict', 'This campaign is archived.');
    const changes = givenFields(fields);
    const after = { ...before, ...changes };
    if (after.endsAt && after.endsAt <= after.startsAt) {
      throw invalid('must be after the start', 'endsAt');
    }
    if (after.totalBudgetMicros !== null && after.totalBudgetMicros < after.dailyBudgetMicros) {
      throw invalid('must not be below the daily budget', 'totalBudgetMicros');
    }
    await scope.tx
      .update(campaigns)
      .set({ ...changes, updatedAt: nowOf(ctx) })
      .where(eq(campaigns.id, campaignId));
    await scope.audit({
      action: 'campaign.update',
      entityId: campaignId,
      detail: {
        changes,
        before: Object.fromEntries(
          Object.keys(changes).map((key) => [key, before[key as keyof typeof before]]),
        ),
      },
    });
  });
}
