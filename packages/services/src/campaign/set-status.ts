import { campaigns } from '@placard/db';
import { eq } from 'drizzle-orm';
import { nowOf, type ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { requireCampaign } from './internal.ts';
import { type CampaignIdInput, campaignIdInput } from './schemas.ts';

/** What pause, resume and archive share: an archived campaign stays archived. @throws not-found, conflict */
export async function setCampaignStatus(
  ctx: ServiceContext,
  verb: 'pause' | 'resume' | 'archive',
  status: 'active' | 'paused' | 'archived',
  input: CampaignIdInput,
): Promise<void> {
  const { campaignId } = parseInput(campaignIdInput, input);
  await tenantWrite(ctx, 'buy', async (scope) => {
    const { status: before } = await requireCampaign(scope, campaignId);
    if (before === 'archived') throw new ServiceError('conflict', 'This campaign is archived.');
    await scope.tx
      .update(campaigns)
      .set({ status, updatedAt: nowOf(ctx) })
      .where(eq(campaigns.id, campaignId));
    await scope.audit({ action: `campaign.${verb}`, entityId: campaignId, detail: { before } });
  });
}
