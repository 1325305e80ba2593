import { createHash } from 'node:crypto';
import type { CreativePayload, Snapshot, SnapshotAd, SnapshotPlacement } from '@placard/contracts';
import { DAY_MS, newId } from '@placard/domain';

export const SERVER_KEY = 'key_of_the_platform';
/** Of the organization that owns the placements, and of one that owns none. */
export const PUBLISHER_KEY = 'key_of_the_publisher';
export const STRANGER_KEY = 'key_of_a_stranger';
export const START_MS = Date.UTC(2026, 5, 1, 12);

export const organizations = { publisher: newId('org'), advertiser: newId('org') };
export const marketId = newId('mkt');
export const propertyId = newId('prp');

/** On lantern.example alone; anywhere; where no paid ad may show but a house ad stands by; where nothing suits. */
export const placements = {
  sidebar: newId('plc'),
  anywhere: newId('plc'),
  house: newId('plc'),
  unsuited: newId('plc'),
};

const advertiserId = newId('adv');
const campaignId = newId('cmp');
const adGroupId = newId('agr');

export const ads = [
  testAd('Trail shoes', 'running', 'https://shop.example/shoes?season=autumn#grip'),
  testAd('A good knife', 'cooking', 'https://shop.example/knife'),
] as const;
export const houseAd = testAd('Read us on paper', 'magazine', 'https://lantern.example/paper');
export const retired = { adId: newId('ad'), landingUrl: 'https://shop.example/retired' };

/** A small market with a CPC ad group of two ads, as the worker would publish it. */
export function testSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    formatVersion: 1,
    builtAtMs: START_MS,
    markets: [{ marketId, currency: 'EUR', exploration: 0, champion: null }],
    campaigns: [
      {
        campaignId,
        organizationId: organizations.advertiser,
        advertiserId,
        advertiserName: 'Fell & Pan',
        timeZone: 'Europe/Berlin',
        startMs: START_MS - DAY_MS,
        endMs: null,
        dailyBudgetMicros: 1_000_000_000,
        totalBudgetMicros: null,
        spentTotalMicros: 0,
        spentByDayMicros: {},
        walletBalanceMicros: 5_000_000_000,
      },
    ],
    adGroups: [
      {
        adGroupId,
        campaignId,
        marketId,
        pricing: 'cpc',
        bidMicros: 400_000,
        frequencyCap: null,
        rules: [],
      },
    ],
    ads: ads.map((ad) => ({ ...ad, adGroupId })),
    placements: [
      testPlacement(placements.sidebar, { allowedDomains: ['lantern.example'] }),
      testPlacement(placements.anywhere, {}),
      testPlacement(placements.house, { blockedCategories: ['running', 'cooking'], houseAd }),
      testPlacement(placements.unsuited, { formats: ['text'] }),
    ],
    retiredLandingUrls: { [retired.adId]: retired.landingUrl },
    serverKeyHashes: [sha256(SERVER_KEY)],
    organizationOfServerKey: {
      [sha256(PUBLISHER_KEY)]: organizations.publisher,
      [sha256(STRANGER_KEY)]: newId('org'),
    },
    ...changes,
  };
}

function sha256(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

export function testPlacement(
  placementId: string,
  changes: Partial<SnapshotPlacement>,
): SnapshotPlacement {
  return {
    placementId,
    propertyId,
    publisherId: 'pub_test',
    organizationId: organizations.publisher,
    marketId,
    formats: ['image', 'native'],
    width: 300,
    height: 250,
    floorECpmMicros: 500_000,
    publisherShareBps: 7000,
    allowedDomains: [],
    blockedCategories: [],
    houseAd: null,
    ...changes,
  };
}

export function testAd(
  headline: string,
  category: string,
  landingUrl: string,
  creative: Partial<CreativePayload> = {},
): Omit<SnapshotAd, 'adGroupId'> {
  return {
    adId: newId('ad'),
    itemId: null,
    categories: [category],
    createdAtMs: START_MS - DAY_MS,
    landingUrl,
    creative: {
      creativeId: newId('cre'),
      creativeVersionId: newId('crv'),
      format: 'native',
      width: 300,
      height: 250,
      imageUrl: null,
      alt: headline,
      headline,
      body: `All about ${category}.`,
      callToAction: 'Have a look',
      advertiserName: 'Fell & Pan',
      ...creative,
    },
  };
}
