import type { ServingPolicy, Snapshot } from '@placard/contracts';
import { OFFERS } from '../regret/demand.ts';

export const MARKET_ID = 'mkt_bench';
export const PLACEMENT_ID = 'plc_bench';
export const AD_IDS = OFFERS.map((_, i) => `ad_${i}`);
export const MODEL_ID = 'mdl_bench';

/** Every ad of the simulated market in a campaign of its own, all with the same bid: the most clicks earn the most. */
export function policySnapshot(policy: ServingPolicy, exploration: number): Snapshot {
  const rich = { dailyBudgetMicros: 1e14, totalBudgetMicros: null, walletBalanceMicros: 1e14 };
  return {
    formatVersion: 1,
    builtAtMs: 0,
    markets: [{ marketId: MARKET_ID, currency: 'EUR', exploration, policy, champion: null }],
    campaigns: OFFERS.map((_, i) => ({
      ...{ campaignId: `cmp_${i}`, organizationId: 'org_1', advertiserId: `adv_${i}` },
      ...{ advertiserName: 'Acme', timeZone: 'UTC', startMs: 0, endMs: null },
      ...{ spentTotalMicros: 0, spentByDayMicros: {} },
      ...rich,
    })),
    adGroups: OFFERS.map((_, i) => ({
      ...{ adGroupId: `agr_${i}`, campaignId: `cmp_${i}`, marketId: MARKET_ID },
      ...{ pricing: 'cpc' as const, bidMicros: 500_000, frequencyCap: null, rules: [] },
    })),
    ads: OFFERS.map(({ name, topics }, i) => ({
      ...{ adId: AD_IDS[i]!, adGroupId: `agr_${i}`, itemId: null, categories: topics },
      ...{ createdAtMs: 0, landingUrl: 'https://shop.example/' },
      creative: {
        ...{ creativeId: `cre_${i}`, creativeVersionId: `crv_${i}`, format: 'text' as const },
        ...{ width: 300, height: 250, imageUrl: null, alt: '', advertiserName: 'Acme' },
        ...{ headline: name, body: null, callToAction: null },
      },
    })),
    placements: [
      {
        ...{ placementId: PLACEMENT_ID, propertyId: 'prp_1', publisherId: 'pub_1' },
        ...{ organizationId: 'org_2', marketId: MARKET_ID, formats: ['text'] },
        ...{ width: 300, height: 250, floorECpmMicros: 0, publisherShareBps: 7_000 },
        ...{ allowedDomains: [], blockedCategories: [], houseAd: null },
      },
    ],
    retiredLandingUrls: {},
    serverKeyHashes: [],
  };
}
