import type { FeatureValues, SessionPolicy } from '@placard/contracts';
import type { Random } from '@placard/domain';
import { visitValue } from '@placard/ranking';
import type { SimulatedAd } from '@placard/simulator';
import { predictTrees } from '@placard/training';
import { type ClickModel, numbers } from './click-model.ts';

/** What a click on the ad is worth; 1 where clicks are counted. */
export type BidOf = (ad: SimulatedAd) => number;

/** What a policy would do among the ads of a page view: a chance for each, summing to 1. */
export type Contestant = (
  ads: readonly SimulatedAd[],
  values: readonly FeatureValues[],
) => number[];

export const random: Contestant = (ads) => ads.map(() => 1 / ads.length);

/** The ad of the best posterior click rate, times its bid. */
export function popularity(bidOf: BidOf): Contestant {
  return (ads, values) => best(values.map((one, i) => rateOf(one) * bidOf(ads[i]!)));
}

/** What fills the log: half the decisions by chance, half in proportion to posterior click rates. Propensities exact. */
export const logging: Contestant = (ads, values) => {
  const rates = values.map(rateOf);
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  return rates.map((rate) => 0.5 / ads.length + (0.5 * rate) / total);
};

/** Expected worth of showing each ad, by itself or with what comes after it. */
export type Worth = (ads: readonly SimulatedAd[], values: readonly FeatureValues[]) => number[];

/** Click rate times bid, the rest of the visit left out of account. */
export function ownWorth(clicks: ClickModel, bidOf: BidOf): Worth {
  return (ads, values) => clickRates(clicks, values).map((rate, i) => rate * bidOf(ads[i]!));
}

/** The same, and what the visit will still earn after it: Q(s, a). */
export function visitWorth(clicks: ClickModel, policy: SessionPolicy, bidOf: BidOf): Worth {
  const value = visitValue(policy);
  const own = ownWorth(clicks, bidOf);
  return (ads, values) =>
    own(ads, values).map((worth, i) => worth + value.after(values[i]!, ads[i]!.adId));
}

export function bestOf(worth: Worth): Contestant {
  return (ads, values) => best(worth(ads, values));
}

export function clickRates(clicks: ClickModel, values: readonly FeatureValues[]): number[] {
  return [...predictTrees(clicks, numbers(values))].map((logit) => 1 / (1 + Math.exp(-logit)));
}

/** `share` of the decisions by `policy`, the others by `base`. */
export function mixed(policy: Contestant, base: Contestant, share: number): Contestant {
  return (ads, values) => {
    const rest = base(ads, values);
    return policy(ads, values).map((chance, i) => share * chance + (1 - share) * rest[i]!);
  };
}

export function draw(chances: readonly number[], chance: Random): number {
  let left = chance();
  for (const [i, one] of chances.entries()) {
    left -= one;
    if (left < 0) return i;
  }
  return chances.findLastIndex((one) => one > 0);
}

function best(scores: readonly number[]): number[] {
  const top = scores.indexOf(Math.max(...scores));
  return scores.map((_, i) => Number(i === top));
}

function rateOf(values: FeatureValues): number {
  return Number(values['ad-ctr']);
}
