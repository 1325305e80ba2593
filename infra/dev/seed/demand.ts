import { renderCard } from '@placard/creative';
import { HOUR_MS, type Id } from '@placard/domain';
import {
  approveCreative,
  createCampaign,
  createCreative,
  type ServiceContext,
  signUp,
  topUp,
  uploadAsset,
} from '@placard/services';
import { importCatalogue } from '../platform/import-catalogue.ts';
import type { OpenServices } from '../platform/open-services.ts';
import type { DemoAdvertiser, DemoCampaign, Product } from './catalogue/demo-advertiser.ts';
import { ADVERTISERS } from './catalogue/index.ts';
import type { DemoLogin } from './logins.ts';

/** An ad as the simulated viewers need to know it. */
export type SeededAd = {
  readonly adId: string;
  readonly itemId: string;
  readonly categories: readonly string[];
  readonly priceMicros: number;
};

const MICROS_PER_CENT = 10_000;
const MICROS_PER_UNIT = 1_000_000;
const NATIVE = { width: 600, height: 340 };

/** Signs up every demo advertiser, funds it and builds its campaigns through the services; creatives approved. */
export async function seedDemand(
  services: OpenServices,
  login: DemoLogin,
  startsAt: Date,
): Promise<SeededAd[]> {
  const ads: SeededAd[] = [];
  for (const [i, advertiser] of ADVERTISERS.entries()) {
    const credentials =
      i === 0 ? login : { email: `team@${advertiser.domain}`, password: crypto.randomUUID() };
    ads.push(...(await seedAdvertiser(services, advertiser, credentials, startsAt)));
  }
  return ads;
}

async function seedAdvertiser(
  services: OpenServices,
  advertiser: DemoAdvertiser,
  credentials: Pick<DemoLogin, 'email' | 'password'>,
  startsAt: Date,
): Promise<SeededAd[]> {
  const staff = services.contextOf(null);
  const { organizationId, advertiserId } = await signUp({
    ctx: staff,
    input: {
      kind: 'advertiser',
      name: `${advertiser.name} team`,
      email: credentials.email,
      password: credentials.password,
      organizationName: advertiser.name,
      timeZone: advertiser.timeZone,
    },
  });
  if (!advertiserId) throw new Error('signing up as an advertiser gave no advertiser');
  const ctx = services.contextOf(organizationId);
  const id = advertiserId as Id<'adv'>;
  await topUp({
    ctx: staff,
    input: {
      advertiserId: id,
      amountMicros: advertiser.walletTopUp * MICROS_PER_UNIT,
      memo: 'Opening balance',
    },
  });
  const itemIds = await importCatalogue(
    ctx,
    id,
    advertiser.campaigns.flatMap(({ products, categories }) =>
      products.map((product) => ({
        externalId: externalIdOf(product),
        title: product.name,
        description: product.body,
        categories,
        attributes: { brand: advertiser.name },
        price: (product.priceCents / 100).toFixed(2),
      })),
    ),
  );
  const ads: SeededAd[] = [];
  for (const campaign of advertiser.campaigns) {
    const seed = { ctx, staff, advertiser, advertiserId: id, itemIds, startsAt };
    ads.push(...(await seedCampaign(seed, campaign)));
  }
  return ads;
}

type CampaignSeed = {
  readonly ctx: ServiceContext;
  readonly staff: ServiceContext;
  readonly advertiser: DemoAdvertiser;
  readonly advertiserId: Id<'adv'>;
  readonly itemIds: ReadonlyMap<string, Id<'itm'>>;
  readonly startsAt: Date;
};

/** One ad group: a native ad for each product, and an image ad for the first. */
async function seedCampaign(seed: CampaignSeed, campaign: DemoCampaign): Promise<SeededAd[]> {
  const { ctx, advertiserId, itemIds, startsAt } = seed;
  const [first] = campaign.products;
  const shown = [
    ...campaign.products.map((product) => ({ product, format: 'native' as const })),
    { product: first, format: 'image' as const },
  ];
  const creativeIds: Id<'cre'>[] = [];
  for (const [i, { product, format }] of shown.entries()) {
    creativeIds.push(await seedCreative(seed, campaign, product, format, i));
  }
  const itemOf = (product: Product) => itemIds.get(externalIdOf(product))!;
  const { adIds } = await createCampaign({
    ctx,
    input: {
      advertiserId,
      name: campaign.name,
      objective: campaign.objective,
      startsAt,
      dailyBudgetMicros: campaign.dailyBudget * MICROS_PER_UNIT,
      adGroups: [
        {
          name: 'Everyone',
          pricing: campaign.pricing,
          bidMicros: campaign.bidCents * MICROS_PER_CENT,
          frequencyCap: campaign.cap && {
            impressions: campaign.cap.impressions,
            windowMs: campaign.cap.hours * HOUR_MS,
          },
          rules: campaign.rules,
          ads: shown.map(({ product }, i) => ({
            creativeId: creativeIds[i]!,
            itemId: itemOf(product),
            categories: [...campaign.categories],
          })),
        },
      ],
    },
  });
  return shown.map(({ product }, i) => ({
    adId: adIds[i]!,
    itemId: itemOf(product),
    categories: campaign.categories,
    priceMicros: product.priceCents * MICROS_PER_CENT,
  }));
}

async function seedCreative(
  { ctx, staff, advertiser, advertiserId }: CampaignSeed,
  campaign: DemoCampaign,
  product: Product,
  format: 'native' | 'image',
  seed: number,
): Promise<Id<'cre'>> {
  const isImage = format === 'image';
  const card = await renderCard({
    headline: isImage ? product.headline : '',
    brand: isImage ? advertiser.name : '',
    category: campaign.categories[0]!,
    ...(isImage ? campaign.image : NATIVE),
    seed: seed + campaign.name.length,
  });
  const { assetId } = await uploadAsset({
    ctx,
    input: { fileName: `${externalIdOf(product)}.png`, bytes: card },
  });
  const { creativeId, creativeVersionId } = await createCreative({
    ctx,
    input: {
      advertiserId,
      name: `${product.name}, ${format}`,
      format,
      assetId,
      ...(isImage ? {} : { width: 300, height: 250 }),
      alt: `${product.headline}. ${advertiser.name}`,
      ...(isImage
        ? {}
        : {
            headline: product.headline,
            body: product.body,
            callToAction: campaign.callToAction,
          }),
      landingUrl: `https://${advertiser.domain}/${externalIdOf(product)}`,
    },
  });
  await approveCreative({ ctx: staff, input: { creativeVersionId } });
  return creativeId;
}

function externalIdOf(product: Product): string {
  return product.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
