import { campaigns } from '@placard/db';
import { newId } from '@placard/domain';
import { insertAdGroups } from '../ad-group/internal.ts';
import { requireAdvertiser } from '../advertiser/internal.ts';
import { nowOf } from '../context.ts';
import { invalid } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { requireMarket } from '../market/internal.ts';
import { tenantWrite } from '../transaction.ts';
import { type CreateCampaignInput, createCampaignInput } from './schemas.ts';

/**
 * A campaign with its ad groups, targeting and ads, all or nothing. It serves once it is active, in schedule,
 * funded, and a creative of it is approved. @throws not-found for an advertiser, market or creative not one's own
 */
export async function createCampaign({ ctx, input }: Call<CreateCampaignInput>) {
  const { adGroups, marketId, ...data } = parseInput(createCampaignInput, input);
  const campaignId = newId('cmp');
  return tenantWrite(ctx, 'buy', async (scope) => {
    const createdAt = nowOf(ctx);
    const advertiser = await requireAdvertiser(scope, data.advertiserId);
    const market = await requireMarket(scope, marketId, advertiser.currency);
    const startsAt = data.startsAt ?? createdAt;
    if (data.endsAt && data.endsAt <= startsAt) throw invalid('must be after the start', 'endsAt');
    const campaign = {
      ...data,
      id: campaignId,
      organizationId: scope.organizationId,
      marketId: market.id,
      startsAt,
      createdAt,
      updatedAt: createdAt,
    };
    await scope.tx.insert(campaigns).values(campaign);
    const { adGroupIds, adIds } = await insertAdGroups(scope, campaign, adGroups, createdAt);
    await scope.audit({
      action: 'campaign.create',
      entityId: campaignId,
      detail: {
        name: data.name,
        dailyBudgetMicros: data.dailyBudgetMicros,
        totalBudgetMicros: data.totalBudgetMicros,
        adGroups: adGroupIds.length,
        ads: adIds.length,
      },
    });
    return { campaignId, adGroupIds, adIds };
  });
}
