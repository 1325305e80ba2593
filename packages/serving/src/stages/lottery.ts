import { clearingPriceMicros, type Random } from '@placard/domain';
import { gumbelPick } from '@placard/ranking';
import type { MarketAd } from '../compiled-market.ts';
import type { Bid } from './candidate.ts';
import { type Choice, RUNNERS_UP, SHORTLIST } from './select.ts';

/**
 * What chance may choose among, best first, and the weight of each: both known before anything is ranked, so that
 * the probability of an ad does not wait for the rank of the others.
 */
export type Lottery = { readonly ads: readonly MarketAd[]; readonly weights: readonly number[] };

export type LotteryPolicy = {
  readonly exploration: number;
  /** Whether this slot's coin fell on chance: the coin is heads with probability `exploration`. */
  readonly byChance: boolean;
  readonly floorECpmMicros: number;
  readonly random: Random;
};

type Allowed = (ad: MarketAd) => boolean;

/**
 * Greedy, the best of the bids (best first) that rank decides on; by chance, a Plackett-Luce draw from the lottery
 * by its own weights. `tiers`: who may be chosen, each looked at where the one before leaves nobody. The propensity
 * is exact. Undefined when nobody is left, or when chance drew an ad that the model then ranks below the floor.
 */
export function selectByLot(
  bids: readonly Bid[],
  lottery: Lottery,
  tiers: readonly Allowed[],
  { exploration, byChance, floorECpmMicros, random }: LotteryPolicy,
): Choice | undefined {
  const greedy = firstOf(tiers, (allowed) =>
    bids.find(({ candidate }) => !candidate.chanceOnly && allowed(candidate.marketAd)),
  )?.candidate.marketAd;
  const tickets = firstOf(tiers, (allowed) => ticketsOf(lottery, allowed));
  const drawn = byChance && tickets ? tickets.ads[gumbelPick(tickets.weights, random)] : greedy;
  const bid = bids.find(({ candidate }) => candidate.marketAd === drawn);
  if (!drawn || !bid) return undefined;
  const tier = tiers.find((allowed) => allowed(drawn))!;
  const offered = bids.filter(({ candidate }) => tier(candidate.marketAd));
  const next = offered[offered.indexOf(bid) + 1]?.rankScore ?? -Infinity;
  return {
    bid,
    clearingPriceMicros: clearingPriceMicros(bid, next, floorECpmMicros),
    propensity: tickets
      ? (drawn === greedy ? 1 - exploration : 0) + exploration * shareOf(tickets, drawn)
      : 1,
    propensityEstimated: false,
    explored: drawn !== greedy,
    runnersUp: offered.filter((one) => one !== bid).slice(0, RUNNERS_UP),
  };
}

function firstOf<T>(tiers: readonly Allowed[], find: (allowed: Allowed) => T | undefined) {
  for (const allowed of tiers) {
    const found = find(allowed);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The best that are allowed, so many as exploration reaches down to. */
function ticketsOf({ ads, weights }: Lottery, allowed: Allowed): Lottery | undefined {
  const found: { ads: MarketAd[]; weights: number[] } = { ads: [], weights: [] };
  for (let i = 0; i < ads.length && found.ads.length < SHORTLIST; i++) {
    if (!allowed(ads[i]!)) continue;
    found.ads.push(ads[i]!);
    found.weights.push(weights[i]!);
  }
  return found.ads.length > 0 ? found : undefined;
}

function shareOf({ ads, weights }: Lottery, ad: MarketAd): number {
  const at = ads.indexOf(ad);
  return at < 0 ? 0 : weights[at]! / weights.reduce((sum, weight) => sum + weight, 0);
}
