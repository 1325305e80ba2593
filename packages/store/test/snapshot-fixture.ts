import type {
  CreativePayload,
  Snapshot,
  SnapshotAd,
  SnapshotAdGroup,
  SnapshotCampaign,
  SnapshotPlacement,
} from '@placard/contracts';
import { DAY_MS } from '@placard/domain';

/** Noon UTC, so that days in near zones agree. */
export const NOW_MS = Date.UTC(2026, 10, 20, 12);

export function creative(change: Partial<CreativePayload> = {}): CreativePayload {
  return {
    creativeId: 'cre_1',
    creativeVersionId: 'crv_1',
    format: 'image',
    width: 300,
    height: 250,
    imageUrl: '/assets/one.png',
    alt: 'An ad',
    headline: null,
    body: null,
    callToAction: null,
    advertiserName: 'Acme',
    ...change,
  };
}

export type DemandChange = {
  readonly ad?: Partial<SnapshotAd>;
  readonly group?: Partial<SnapshotAdGroup>;
  readonly campaign?: Partial<SnapshotCampaign>;
};
export type Demand = {
  readonly ad: SnapshotAd;
  readonly group: SnapshotAdGroup;
  readonly campaign: SnapshotCampaign;
};

/** One ad with its own campaign and ad group, all named after `name`. */
export function demand(name: string, change: DemandChange = {}): Demand {
  const campaignId = change.campaign?.campaignId ?? `cmp_${name}`;
  return {
    campaign: {
      campaignId,
      organizationId: 'org_advertiser',
      advertiserId: `adv_${name}`,
      advertiserName: name,
      timeZone: 'Europe/Berlin',
      startMs: NOW_MS - DAY_MS,
      endMs: null,
      dailyBudgetMicros: 100_000_000,
      totalBudgetMicros: null,
      spentTotalMicros: 0,
      spentByDayMicros: {},
      walletBalanceMicros: 1_000_000_000,
      ...change.campaign,
    },
    group: {
      adGroupId: `agr_${name}`,
      campaignId,
      marketId: 'mkt_1',
      pricing: 'cpc',
      bidMicros: 500_000,
      frequencyCap: null,
      rules: [],
      ...change.group,
    },
    ad: {
      adId: `ad_${name}`,
      adGroupId: `agr_${name}`,
      itemId: null,
      categories: [],
      createdAtMs: NOW_MS - DAY_MS,
      landingUrl: `https://${name}.example/`,
      creative: creative(),
      ...change.ad,
    },
  };
}

export function placement(change: Partial<SnapshotPlacement> = {}): SnapshotPlacement {
  return {
    placementId: 'plc_1',
    propertyId: 'prp_1',
    publisherId: 'pub_1',
    organizationId: 'org_publisher',
    marketId: 'mkt_1',
    formats: ['image', 'native', 'text'],
    width: 300,
    height: 250,
    floorECpmMicros: 0,
    publisherShareBps: 7_000,
    allowedDomains: [],
    blockedCategories: [],
    houseAd: null,
    ...change,
  };
}

export function snapshot(
  ads: readonly Demand[],
  change: { readonly placements?: SnapshotPlacement[]; readonly exploration?: number } = {},
): Snapshot {
  const market = {
    marketId: 'mkt_1',
    currency: 'EUR',
    exploration: change.exploration ?? 0,
    champion: null,
  };
  return {
    formatVersion: 1,
    builtAtMs: NOW_MS,
    markets: [market],
    campaigns: [...new Map(ads.map(({ campaign }) => [campaign.campaignId, campaign])).values()],
    adGroups: [...new Map(ads.map(({ group }) => [group.adGroupId, group])).values()],
    ads: ads.map(({ ad }) => ad),
    placements: change.placements ?? [placement()],
    retiredLandingUrls: {},
    serverKeyHashes: [],
  };
}
