import type {
  Snapshot,
  SnapshotAd,
  SnapshotAdGroup,
  SnapshotCampaign,
  SnapshotMarket,
} from '@placard/contracts';
import {
  buildTargetingIndex,
  PRICING_MODELS,
  type TargetingIndex,
  type TargetingRule,
} from '@placard/domain';
import type { AdFacts } from '@placard/ranking';

/** An ad with all that a decision looks up about it. */
export type MarketAd = {
  readonly index: number;
  readonly groupIndex: number;
  readonly ad: SnapshotAd;
  readonly facts: AdFacts;
  readonly group: SnapshotAdGroup;
  readonly campaign: SnapshotCampaign;
};

/** The demand of one market, numbered: ads of an ad group have neighbouring indices. */
export type CompiledMarket = {
  readonly market: SnapshotMarket;
  readonly ads: readonly MarketAd[];
  readonly groups: readonly SnapshotAdGroup[];
  readonly groupIndexById: ReadonlyMap<string, number>;
  /** By ad group index: its campaign's index in `campaigns`. */
  readonly campaignOfGroup: Int32Array;
  readonly campaigns: readonly SnapshotCampaign[];
  /** Ads of group g are adStart[g] .. adStart[g + 1] - 1. */
  readonly adStart: Int32Array;
  /** By ad index: the bid of its ad group, and its pricing as an index of PRICING_MODELS. */
  readonly bidMicros: Float64Array;
  readonly pricing: Uint8Array;
  readonly adIndexById: ReadonlyMap<string, number>;
  /** By item: the indices of the ads that promote it, ascending. */
  readonly adsOfItem: ReadonlyMap<string, readonly number[]>;
  readonly targeting: TargetingIndex;
  /** Categories numbered; those of ad a are categories[categoryStart[a] .. categoryStart[a + 1] - 1]. */
  readonly categoryNumbers: ReadonlyMap<string, number>;
  readonly categories: Int32Array;
  readonly categoryStart: Int32Array;
};

export function compileMarket(market: SnapshotMarket, snapshot: Snapshot): CompiledMarket {
  const campaignById = new Map(snapshot.campaigns.map((one) => [one.campaignId, one]));
  const adsByGroup = groupAds(snapshot.ads);
  const groups = snapshot.adGroups.filter(
    ({ marketId, campaignId, adGroupId }) =>
      marketId === market.marketId && campaignById.has(campaignId) && adsByGroup.has(adGroupId),
  );
  const campaigns = [...new Set(groups.map(({ campaignId }) => campaignById.get(campaignId)!))];
  const campaignIndex = new Map(campaigns.map((campaign, i) => [campaign.campaignId, i]));
  const campaignOfGroup = Int32Array.from(groups, (one) => campaignIndex.get(one.campaignId)!);
  const adStart = new Int32Array(groups.length + 1);
  const ads: MarketAd[] = [];
  groups.forEach((group, groupIndex) => {
    const campaign = campaigns[campaignOfGroup[groupIndex]!]!;
    for (const ad of adsByGroup.get(group.adGroupId) ?? []) {
      const facts = adFacts(ad, campaign.advertiserId);
      ads.push({ index: ads.length, groupIndex, ad, facts, group, campaign });
    }
    adStart[groupIndex + 1] = ads.length;
  });
  return {
    ...numberedCategories(ads),
    market,
    ads,
    groups,
    groupIndexById: new Map(groups.map(({ adGroupId }, i) => [adGroupId, i])),
    campaignOfGroup,
    campaigns,
    adStart,
    bidMicros: Float64Array.from(ads, ({ group }) => group.bidMicros),
    pricing: Uint8Array.from(ads, ({ group }) => PRICING_MODELS.indexOf(group.pricing)),
    adIndexById: new Map(ads.map(({ ad, index }) => [ad.adId, index])),
    adsOfItem: adsByItem(ads),
    targeting: buildTargetingIndex(
      groups.map((group, i) => ({
        rules: group.rules.map(lowerCased),
        timeZone: campaigns[campaignOfGroup[i]!]!.timeZone,
      })),
    ),
  };
}

export function adFacts(ad: Omit<SnapshotAd, 'adGroupId'>, advertiserId: string): AdFacts {
  const { adId, itemId, categories, priceMicros = null, createdAtMs, creative } = ad;
  const { format, width, height } = creative;
  const text = [creative.headline, creative.body, creative.alt].filter(Boolean).join(' ');
  return {
    ...{ adId, itemId, categories, priceMicros, advertiserId },
    ...{ format, width, height, createdAtMs, text },
  };
}

function groupAds(ads: readonly SnapshotAd[]): Map<string, SnapshotAd[]> {
  const groups = new Map<string, SnapshotAd[]>();
  for (const ad of ads) {
    const group = groups.get(ad.adGroupId);
    if (group) group.push(ad);
    else groups.set(ad.adGroupId, [ad]);
  }
  return groups;
}

function adsByItem(ads: readonly MarketAd[]): Map<string, number[]> {
  const byItem = new Map<string, number[]>();
  for (const { index, ad } of ads) {
    if (ad.itemId === null) continue;
    const known = byItem.get(ad.itemId);
    if (known) known.push(index);
    else byItem.set(ad.itemId, [index]);
  }
  return byItem;
}

function numberedCategories(
  ads: readonly MarketAd[],
): Pick<CompiledMarket, 'categoryNumbers' | 'categories' | 'categoryStart'> {
  const categoryNumbers = new Map<string, number>();
  const categories: number[] = [];
  const categoryStart = new Int32Array(ads.length + 1);
  for (const { index, facts } of ads) {
    for (const category of facts.categories) {
      const number = categoryNumbers.get(category) ?? categoryNumbers.size;
      categoryNumbers.set(category, number);
      categories.push(number);
    }
    categoryStart[index + 1] = categories.length;
  }
  return { categoryNumbers, categories: Int32Array.from(categories), categoryStart };
}

/** Values are compared in lower case; ids are lower case already. */
function lowerCased(rule: TargetingRule): TargetingRule {
  return { ...rule, values: rule.values.map((value) => value.toLowerCase()) };
}
