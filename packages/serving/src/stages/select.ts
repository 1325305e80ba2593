import { clearingPriceMicros, type Random } from '@placard/domain';
import {
  type Pick,
  pickExploring,
  pickFromDistribution,
  pickThompson,
  type RateBelief,
  type UncertainBid,
} from '@placard/ranking';
import type { MarketAd } from '../compiled-market.ts';
import type { Bid, Candidate } from './candidate.ts';
import type { Chooser } from './learnt.ts';

/** A bid chosen for a slot, at the price it would pay. */
export type Choice = {
  readonly bid: Bid;
  readonly clearingPriceMicros: number;
  /** P(this ad | context, what earlier slots of this answer took, what was refused). */
  readonly propensity: number;
  readonly propensityEstimated: boolean;
  readonly explored: boolean;
  /** The next best for the same slot, best first. */
  readonly runnersUp: readonly Bid[];
};

export type SelectPolicy = {
  readonly exploration: number;
  /** Whether this slot's coin fell on chance: the coin is heads with probability `exploration`. */
  readonly byChance: boolean;
  /** Share explored by Plackett-Luce; else Thompson sampling over the counters. */
  readonly byRank: boolean;
  /** How probable each of the offered is, where a learner says so. */
  readonly distribution: Chooser['distribution'];
  readonly beliefOf: (candidate: Candidate) => RateBelief;
  readonly floorECpmMicros: number;
  readonly random: Random;
};

/** How far down the ranking exploration reaches. */
export const SHORTLIST = 16;
const THOMPSON_SHORTLIST = 12;
export const RUNNERS_UP = 5;

/** Picks one of the bids (best first) that `allowed` lets through; undefined when there is none. */
export function select(
  bids: readonly Bid[],
  allowed: (ad: MarketAd) => boolean,
  policy: SelectPolicy,
): Choice | undefined {
  const { distribution, exploration, random } = policy;
  const byRank = distribution ? bids.filter(({ candidate }) => !candidate.chanceOnly) : bids;
  const offered = firstAllowed(byRank, allowed, SHORTLIST + 1);
  if (offered.length === 0) return undefined;
  const pick = distribution
    ? pickFromDistribution(distribution(offered.slice(0, SHORTLIST), exploration), 0, random)
    : policy.byRank
      ? pickExploring(
          offered.map(({ rankScore }) => rankScore),
          policy,
          SHORTLIST,
          random,
        )
      : thompson(offered, policy);
  const chosen = offered[pick.index]!;
  const next = offered[pick.index + 1]?.rankScore ?? -Infinity;
  return {
    bid: chosen,
    clearingPriceMicros: clearingPriceMicros(chosen, next, policy.floorECpmMicros),
    propensity: pick.propensity,
    propensityEstimated: pick.estimated,
    explored: pick.explored,
    runnersUp: offered.filter((bid) => bid !== chosen).slice(0, RUNNERS_UP),
  };
}

function firstAllowed(
  bids: readonly Bid[],
  allowed: (ad: MarketAd) => boolean,
  limit: number,
): Bid[] {
  const offered: Bid[] = [];
  for (let i = 0; i < bids.length && offered.length < limit; i++) {
    if (allowed(bids[i]!.candidate.marketAd)) offered.push(bids[i]!);
  }
  return offered;
}

function thompson(offered: readonly Bid[], { beliefOf, random }: SelectPolicy): Pick {
  const bids = offered
    .slice(0, THOMPSON_SHORTLIST)
    .map(({ candidate, bidMicros, quality, rankScore }): UncertainBid => {
      const { pricing } = candidate.marketAd.group;
      if (pricing === 'cpm') return { rate: null, value: rankScore, meanScore: rankScore };
      const chance = pricing === 'cpa' ? candidate.pCvr : 1;
      const value = bidMicros * quality * 1000 * chance;
      return { rate: beliefOf(candidate), value, meanScore: rankScore };
    });
  return pickThompson(bids, random);
}
