import { requireCampaign } from '../campaign/internal.ts';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { insertAdGroups } from './internal.ts';
import { type CreateAdGroupInput, createAdGroupInput } from './schemas.ts';

/** An ad group with its rules and ads in an existing campaign. @throws not-found */
export async function createAdGroup({ ctx, input }: Call<CreateAdGroupInput>) {
  const { campaignId, ...group } = parseInput(createAdGroupInput, input);
  return tenantWrite(ctx, 'buy', async (scope) => {
    const campaign = await requireCampaign(scope, campaignId);
    const { adGroupIds, adIds } = await insertAdGroups(scope, campaign, [group], nowOf(ctx));
    const adGroupId = adGroupIds[0]!;
    await scope.audit({
      action: 'ad-group.create',
      entityId: adGroupId,
      detail: { campaignId, name: group.name, bidMicros: group.bidMicros, ads: adIds.length },
    });
    return { adGroupId, adIds };
  });
}
