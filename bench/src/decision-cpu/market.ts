import type { LoggedEvent, Snapshot, ViewerProfile } from '@placard/contracts';
import { DAY_MS, HOUR_MS, type Random } from '@placard/domain';
import { applyEvent, emptyProfile } from '@placard/ranking';

export const NOW_MS = Date.UTC(2026, 10, 20, 12);
export const CATEGORIES = Array.from({ length: 40 }, (_, i) => `topic-${i}`);
const ADS_PER_CAMPAIGN = 20;

/**
 * A market of `count` ads, each in an ad group with three targeting rules. The bench's requests meet the rules
 * of the first `eligible`; the others ask for another country.
 */
export function marketOf(count: number, random: Random, eligible = count): Snapshot {
  const indices = Array.from({ length: count }, (_, i) => i);
  const campaigns = Array.from({ length: Math.ceil(count / ADS_PER_CAMPAIGN) }, (_, i) => i);
  return {
    formatVersion: 1,
    builtAtMs: NOW_MS,
    markets: [{ marketId: 'mkt_1', currency: 'EUR', exploration: 0.05, champion: null }],
    campaigns: campaigns.map((i) => ({
      campaignId: `cmp_${i}`,
      organizationId: `org_${i}`,
      advertiserId: `adv_${i}`,
      advertiserName: `Advertiser ${i}`,
      timeZone: 'Europe/Berlin',
      startMs: NOW_MS - DAY_MS,
      endMs: null,
      dailyBudgetMicros: 1e12,
      totalBudgetMicros: null,
      spentTotalMicros: 0,
      spentByDayMicros: {},
      walletBalanceMicros: 1e12,
    })),
    adGroups: indices.map((i) => ({
      adGroupId: `agr_${i}`,
      campaignId: `cmp_${Math.floor(i / ADS_PER_CAMPAIGN)}`,
      marketId: 'mkt_1',
      pricing: 'cpc',
      bidMicros: 200_000 + Math.floor(random() * 800_000),
      frequencyCap: i % 2 === 0 ? { impressions: 1_000_000, windowMs: DAY_MS } : null,
      rules: [
        {
          attribute: 'country',
          mode: 'include',
          values: [i < eligible ? 'de' : 'us', i % 3 === 0 ? 'fr' : 'at'],
        },
        { attribute: 'device', mode: 'include', values: ['desktop', 'phone'] },
        { attribute: 'category', mode: 'exclude', values: [`never-${i % 50}`] },
      ],
    })),
    ads: indices.map((i) => ({
      adId: `ad_${i}`,
      adGroupId: `agr_${i}`,
      itemId: `itm_${i}`,
      categories: [pick(CATEGORIES, random), pick(CATEGORIES, random)],
      createdAtMs: NOW_MS - Math.floor(random() * 60 * DAY_MS),
      landingUrl: 'https://example.com/',
      creative: {
        creativeId: `cre_${i}`,
        creativeVersionId: `crv_${i}`,
        format: 'image',
        width: 300,
        height: 250,
        imageUrl: '/assets/a.webp',
        alt: 'An ad',
        headline: null,
        body: null,
        callToAction: null,
        advertiserName: 'Advertiser',
      },
    })),
    placements: [
      {
        placementId: 'plc_1',
        propertyId: 'prp_1',
        publisherId: 'pub_1',
        organizationId: 'org_publisher',
        marketId: 'mkt_1',
        formats: ['image'],
        width: 300,
        height: 250,
        floorECpmMicros: 1_000,
        publisherShareBps: 7_000,
        allowedDomains: [],
        blockedCategories: ['gambling'],
        houseAd: null,
      },
    ],
    retiredLandingUrls: {},
    serverKeyHashes: [],
  };
}

/** A viewer with a month of behaviour: 80 impressions and 15 clicks. */
export function busyProfile(viewerKey: string, snapshot: Snapshot, random: Random): ViewerProfile {
  let profile = emptyProfile('mkt_1', viewerKey);
  for (let i = 0; i < 95; i++) {
    const ad = pick(snapshot.ads, random);
    const event: LoggedEvent = {
      id: `evt_${i}`,
      kind: i % 6 === 0 ? 'click' : 'impression',
      dedupeKey: `${i}`,
      occurredAtMs: NOW_MS - (95 - i) * 8 * HOUR_MS,
      marketId: 'mkt_1',
      viewerKey,
      publisherOrganizationId: null,
      propertyId: null,
      placementId: null,
      decision: {
        decisionId: `dec_${i}`,
        advertiserOrganizationId: 'org_1',
        advertiserId: 'adv_1',
        campaignId: 'cmp_1',
        adGroupId: ad.adGroupId,
        adId: ad.adId,
        chargeMicros: 0,
        publisherShareBps: 0,
        decidedAtMs: 0,
      },
      itemId: ad.itemId,
      categories: ad.categories,
      quantity: null,
      value: null,
      ivt: null,
      position: { xid: '1', seq: String(i + 1) },
    };
    profile = applyEvent(profile, event);
  }
  return profile;
}

export function pick<T>(from: readonly T[], random: Random): T {
  return from[Math.floor(random() * from.length)]!;
}
