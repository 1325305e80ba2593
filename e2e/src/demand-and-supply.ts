import { type OpenServices, openServices, readPlatformEnv } from '@placard/dev/platform';
import { type Id, systemClock } from '@placard/domain';
import {
  approveCreative,
  createCampaign,
  createCreative,
  createPlacement,
  createProperty,
  signUp,
  topUp,
} from '@placard/services';
import { afterAll, beforeAll } from 'vitest';
import { platform } from './platform.ts';
import type { Login } from './portal-access.ts';

/** The services of the running platform, for set-up that is not what a spec is about. */
export function useServices(): () => OpenServices {
  let services: OpenServices;
  beforeAll(() => {
    services = openServices(readPlatformEnv(platform().env), 'end-to-end test', systemClock);
  });
  afterAll(() => services?.close());
  return () => services;
}

export type NewAd = { readonly headline: string; readonly category: string };

export type NewDemand = {
  readonly name: string;
  readonly propertyId: Id<'prp'>;
  readonly landingUrl: string;
  readonly ads: readonly NewAd[];
};

export type Demand = {
  readonly login: Login;
  readonly organizationId: string;
  readonly advertiserId: Id<'adv'>;
  readonly campaignId: Id<'cmp'>;
  /** In the order asked for. */
  readonly adIds: readonly string[];
};

/** A funded advertiser whose CPC campaign shows approved text ads on one property and nowhere else. */
export async function createDemand(
  services: OpenServices,
  { name, propertyId, landingUrl, ads }: NewDemand,
): Promise<Demand> {
  const staff = services.contextOf(null);
  const { login, organizationId, accountId, ctx } = await createAccount(
    services,
    'advertiser',
    name,
  );
  const advertiserId = accountId as Id<'adv'>;
  await topUp({ ctx: staff, input: { advertiserId, amountMicros: 1_000_000_000 } });
  const creativeIds: Id<'cre'>[] = [];
  for (const { headline } of ads) {
    const { creativeId, creativeVersionId } = await createCreative({
      ctx,
      input: {
        advertiserId,
        name: headline,
        format: 'text',
        headline,
        width: 300,
        height: 250,
        landingUrl,
      },
    });
    await approveCreative({ ctx: staff, input: { creativeVersionId } });
    creativeIds.push(creativeId);
  }
  const { campaignId, adIds } = await createCampaign({
    ctx,
    input: {
      advertiserId,
      name: `${name}, all year`,
      objective: 'traffic',
      status: 'active',
      dailyBudgetMicros: 500_000_000,
      adGroups: [
        {
          name: 'Everyone',
          pricing: 'cpc',
          bidMicros: 300_000,
          rules: [{ attribute: 'property', mode: 'include', values: [propertyId] }],
          ads: ads.map(({ category }, i) => ({
            creativeId: creativeIds[i]!,
            categories: [category],
          })),
        },
      ],
    },
  });
  return { login, organizationId, advertiserId, campaignId, adIds };
}

export type Supply = {
  readonly login: Login;
  readonly propertyId: Id<'prp'>;
  readonly placementId: Id<'plc'>;
};

/** A publisher with one placement on pages of localhost. */
export async function createSupply(services: OpenServices, name: string): Promise<Supply> {
  const { login, accountId, ctx } = await createAccount(services, 'publisher', name);
  const property = { publisherId: accountId as Id<'pub'>, name, domains: ['localhost'] };
  const { propertyId } = await createProperty({ ctx, input: property });
  const { placementId } = await createPlacement({
    ctx,
    input: {
      propertyId,
      name: 'Beside the text',
      formats: ['image', 'native', 'text'],
      width: 300,
      height: 250,
      floorECpmMicros: 10_000,
    },
  });
  return { login, propertyId, placementId };
}

async function createAccount(
  services: OpenServices,
  kind: 'advertiser' | 'publisher',
  organizationName: string,
) {
  const login = { email: `${crypto.randomUUID()}@${kind}.example`, password: 'their own phrase' };
  const { organizationId, advertiserId, publisherId } = await signUp({
    ctx: services.contextOf(null),
    input: { kind, name: 'Robin Example', ...login, organizationName, timeZone: 'Europe/Berlin' },
  });
  return {
    login,
    organizationId,
    accountId: advertiserId ?? publisherId,
    ctx: services.contextOf(organizationId),
  };
}
