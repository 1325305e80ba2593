import type { Snapshot, SnapshotAdGroup } from '@placard/contracts';

type Change = {
  readonly categories?: string[];
  readonly itemId?: string;
} & Partial<SnapshotAdGroup>;

/** A market `mkt_1` with `count` ads `ad_0` ..., each in an ad group of its own, all of one campaign. */
export function demandSnapshot(count: number, change: (i: number) => Change): Snapshot {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return {
    formatVersion: 1,
    builtAtMs: 0,
    markets: [{ marketId: 'mkt_1', currency: 'EUR', exploration: 0, champion: null }],
    campaigns: [
      {
        campaignId: 'cmp_1',
        organizationId: 'org_1',
        advertiserId: 'adv_1',
        advertiserName: 'Acme',
        timeZone: 'UTC',
        startMs: 0,
        endMs: null,
        dailyBudgetMicros: 1e9,
        totalBudgetMicros: null,
        spentTotalMicros: 0,
        spentByDayMicros: {},
        walletBalanceMicros: 1e9,
      },
    ],
    adGroups: numbers.map((i) => {
      const { categories: _, itemId: __, ...group } = change(i);
      return {
        adGroupId: `agr_${i}`,
        campaignId: 'cmp_1',
        marketId: 'mkt_1',
        pricing: 'cpm',
        bidMicros: 1_000,
        frequencyCap: null,
        rules: [],
        ...group,
      };
    }),
    ads: numbers.map((i) => ({
      adId: `ad_${i}`,
      adGroupId: `agr_${i}`,
      itemId: change(i).itemId ?? null,
      categories: change(i).categories ?? [],
      createdAtMs: 0,
      landingUrl: 'https://example.com/',
      creative: {
        creativeId: 'cre_1',
        creativeVersionId: 'crv_1',
        format: 'text',
        width: 1,
        height: 1,
        imageUrl: null,
        alt: '',
        headline: null,
        body: null,
        callToAction: null,
        advertiserName: 'Acme',
      },
    })),
    placements: [],
    retiredLandingUrls: {},
    serverKeyHashes: [],
  };
}
