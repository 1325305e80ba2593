import { requireAdGroup } from '../ad-group/internal.ts';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { insertAds } from './internal.ts';
import { type CreateAdInput, createAdInput } from './schemas.ts';

/** Links a creative to an ad group; once per pair. @throws not-found, conflict */
export async function createAd({ ctx, input }: Call<CreateAdInput>) {
  const { adGroupId, ...ad } = parseInput(createAdInput, input);
  return tenantWrite(ctx, 'buy', async (scope) => {
    const { advertiserId } = await requireAdGroup(scope, adGroupId);
    const [adId] = await insertAds(scope, advertiserId, [{ adGroupId, ad }], nowOf(ctx));
    await scope.audit({ action: 'ad.create', entityId: adId!, detail: { adGroupId, ...ad } });
    return { adId: adId! };
  });
}
