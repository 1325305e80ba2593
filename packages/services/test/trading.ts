import { renderCard } from '@placard/creative';
import { advertiserRollups, campaignSpend, publisherRollups } from '@placard/db';
import { dayInZone, HOUR_MS } from '@placard/domain';
import {
  approveCreative,
  createApiKey,
  createCampaign,
  createCreative,
  createPlacement,
  createProperty,
  importItems,
  importReviews,
  listItems,
  topUp,
  uploadAsset,
} from '../src/index.ts';
import type { Platform } from './platform.ts';

function bannerOf(brand: string): Promise<Uint8Array> {
  const size = { width: 300, height: 250 };
  return renderCard({ headline: 'Autumn sale', brand, category: 'fashion', seed: 1, ...size });
}

/** An advertiser with an image, an item with a review, an approved creative and a campaign that serves it. */
export async function advertiserWithAds(platform: Platform, name?: string) {
  const tenant = await platform.tenant('advertiser', name);
  const { ctx, advertiserId } = tenant;
  const asset = await uploadAsset({
    ctx,
    input: { fileName: 'banner.png', bytes: await bannerOf(tenant.organizationId) },
  });
  const { creativeId, creativeVersionId } = await createCreative({
    ctx,
    input: {
      advertiserId,
      name: 'Autumn',
      format: 'image',
      assetId: asset.assetId,
      landingUrl: 'https://shop.example.com/autumn',
    },
  });
  await approveCreative({ ctx: platform.system, input: { creativeVersionId } });
  await importItems({
    ctx,
    input: {
      advertiserId,
      csv: 'external_id,title,categories,price\nsku-1,A coat,Fashion|Outdoor,19.99\n',
    },
  });
  await importReviews({ ctx, input: { advertiserId, csv: 'external_id,rating\nsku-1,5\n' } });
  const [item] = await listItems({ ctx, input: {} });
  const campaign = await createCampaign({
    ctx,
    input: {
      advertiserId,
      name: 'Autumn sale',
      dailyBudgetMicros: 50_000_000,
      adGroups: [
        {
          name: 'Germany',
          pricing: 'cpc',
          bidMicros: 400_000,
          frequencyCap: { impressions: 3, windowMs: 24 * HOUR_MS },
          rules: [{ attribute: 'country', mode: 'include', values: ['DE'] }],
          ads: [{ creativeId, itemId: item!.id, categories: ['Deals'] }],
        },
      ],
    },
  });
  await topUp({ ctx, input: { advertiserId, amountMicros: 100_000_000 } });
  await createApiKey({ ctx, input: { name: 'Server' } });
  return {
    ...tenant,
    asset,
    creativeId,
    creativeVersionId,
    itemId: item!.id,
    campaignId: campaign.campaignId,
    adGroupId: campaign.adGroupIds[0]!,
    adId: campaign.adIds[0]!,
  };
}
export type AdvertiserWithAds = Awaited<ReturnType<typeof advertiserWithAds>>;

/** A publisher with a property and a placement. */
export async function publisherWithPlacement(platform: Platform, name?: string) {
  const tenant = await platform.tenant('publisher', name);
  const { ctx, publisherId } = tenant;
  const { propertyId } = await createProperty({
    ctx,
    input: { publisherId, name: 'The Paper', domains: ['paper.example'] },
  });
  const { placementId, tag } = await createPlacement({
    ctx,
    input: { propertyId, name: 'Top', formats: ['image', 'native'], width: 300, height: 250 },
  });
  return { ...tenant, propertyId, placementId, tag };
}
export type PublisherWithPlacement = Awaited<ReturnType<typeof publisherWithPlacement>>;

/** One hour of delivery in both books, as the worker writes it. */
export async function deliver(
  platform: Platform,
  advertiser: AdvertiserWithAds,
  publisher: PublisherWithPlacement,
  hour: Date,
): Promise<void> {
  const counts = { impressions: 1_000, viewables: 600, clicks: 12, conversions: 2, invalid: 1 };
  await platform.worker.insert(advertiserRollups).values({
    organizationId: advertiser.organizationId,
    advertiserId: advertiser.advertiserId,
    campaignId: advertiser.campaignId,
    adGroupId: advertiser.adGroupId,
    adId: advertiser.adId,
    hour,
    ...counts,
    spendMicros: 4_800_000,
  });
  await platform.worker.insert(publisherRollups).values({
    organizationId: publisher.organizationId,
    propertyId: publisher.propertyId,
    placementId: publisher.placementId,
    hour,
    requests: 2_000,
    filled: 1_100,
    ...counts,
    payoutMicros: 3_360_000,
  });
  await platform.worker
    .insert(campaignSpend)
    .values({
      campaignId: advertiser.campaignId,
      organizationId: advertiser.organizationId,
      day: dayInZone(hour.getTime(), 'UTC'),
      spendMicros: 4_800_000,
    })
    .onConflictDoNothing();
}
