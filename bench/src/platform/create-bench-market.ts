import {
  type CatalogueItem,
  createServerKey,
  importCatalogue,
  type OpenServices,
} from '@placard/dev/platform';
import type { Id } from '@placard/domain';
import {
  approveCreative,
  createCampaign,
  createCreative,
  createFirstAdmin,
  createMarket,
  createPlacement,
  createProperty,
  createPublisher,
  type ServiceContext,
  signUp,
  topUp,
} from '@placard/services';
import { inLanes } from './in-lanes.ts';

/** One thing to advertise: it becomes an item, a native creative and an ad. */
export type BenchOffer = CatalogueItem & { readonly landingUrl: string };

export type BenchMarket = {
  readonly marketId: Id<'mkt'>;
  readonly placementId: string;
  readonly propertyId: string;
  readonly advertiserId: string;
  /** May restrict ads and steer the clock. */
  readonly serverKey: string;
  /** By external id. */
  readonly ads: ReadonlyMap<string, { readonly adId: string; readonly itemId: string }>;
};

/** Plenty of everything: a bench measures choice, not money. */
const PLENTY_MICROS = 1_000_000_000_000;
/** All bids are equal and small, so that the order of eCPM is the order of pCTR. */
const BID_MICROS = 1_000;
const AT_ONCE = 8;
const HEADLINE_LENGTH = 90;
const BODY_LENGTH = 300;

/**
 * A market with its own organization that buys and sells: one advertiser with an ad for each offer, all in
 * one ad group at one CPC bid, and one placement. `exploration` is the share of decisions explored.
 */
export async function createBenchMarket(
  services: OpenServices,
  name: string,
  offers: readonly BenchOffer[],
  exploration: number,
): Promise<BenchMarket> {
  const staff = services.contextOf(null);
  await createFirstAdmin({
    ctx: staff,
    input: { email: inventedEmail(), password: inventedWord() },
  });
  const { organizationId, advertiserId } = await signUpAdvertiser(staff, name);
  const ctx = services.contextOf(organizationId);
  const { marketId } = await createMarket({ ctx: staff, input: { name, exploration } });
  const { placementId, propertyId } = await createSupply(ctx, name, marketId);
  const itemIds = await importCatalogue(ctx, advertiserId, offers);
  const creativeIds = await inLanes(offers, AT_ONCE, (offer) =>
    createApprovedCreative(ctx, staff, advertiserId, offer),
  );
  const { adIds } = await createCampaign({
    ctx,
    input: {
      advertiserId,
      marketId,
      name,
      startsAt: new Date(0),
      dailyBudgetMicros: PLENTY_MICROS,
      adGroups: [
        {
          name: 'All',
          pricing: 'cpc',
          bidMicros: BID_MICROS,
          frequencyCap: null,
          ads: offers.map((offer, i) => ({
            creativeId: creativeIds[i]!,
            itemId: itemIds.get(offer.externalId)!,
            categories: [...offer.categories],
          })),
        },
      ],
    },
  });
  await topUp({ ctx: staff, input: { advertiserId, amountMicros: PLENTY_MICROS } });
  const serverKey = await createServerKey(services, 'bench');
  return {
    marketId,
    placementId,
    propertyId,
    advertiserId,
    serverKey,
    ads: new Map(
      offers.map(({ externalId }, i) => [
        externalId,
        { adId: adIds[i]!, itemId: itemIds.get(externalId)! },
      ]),
    ),
  };
}

/** Nobody signs in to a platform that lives as long as a bench. */
const inventedWord = () => crypto.randomUUID();
const inventedEmail = () => `bench-${inventedWord()}@placard.example`;

async function signUpAdvertiser(ctx: ServiceContext, name: string) {
  const { organizationId, advertiserId } = await signUp({
    ctx,
    input: {
      kind: 'advertiser',
      name: 'Bench',
      email: inventedEmail(),
      password: inventedWord(),
      organizationName: name,
    },
  });
  if (!advertiserId) throw new Error('signing up as an advertiser gave no advertiser');
  return { organizationId, advertiserId: advertiserId as Id<'adv'> };
}

async function createSupply(ctx: ServiceContext, name: string, marketId: Id<'mkt'>) {
  const { publisherId } = await createPublisher({ ctx, input: { name } });
  const { propertyId } = await createProperty({ ctx, input: { publisherId, name } });
  const { placementId } = await createPlacement({
    ctx,
    input: { propertyId, marketId, name, formats: ['native'], width: 300, height: 250 },
  });
  return { placementId, propertyId };
}

/** What stands on the ad of an offer. */
export function textsOf({ title, description }: Pick<BenchOffer, 'title' | 'description'>) {
  return {
    headline: title.slice(0, HEADLINE_LENGTH),
    body: description.slice(0, BODY_LENGTH) || null,
  };
}

async function createApprovedCreative(
  ctx: ServiceContext,
  staff: ServiceContext,
  advertiserId: Id<'adv'>,
  offer: BenchOffer,
): Promise<Id<'cre'>> {
  const { creativeId, creativeVersionId } = await createCreative({
    ctx,
    input: {
      advertiserId,
      name: offer.title.slice(0, 120),
      format: 'native',
      ...textsOf(offer),
      landingUrl: offer.landingUrl,
    },
  });
  await approveCreative({ ctx: staff, input: { creativeVersionId } });
  return creativeId;
}
