import type { NoFillReason } from '@placard/contracts';
import { newId, type Random } from '@placard/domain';
import type { Auction } from './auction.ts';
import type { MarketAd } from './compiled-market.ts';
import type { HotState, Refusal } from './ports.ts';
import type { ReadRequest } from './read-request.ts';
import type { Bid, Candidate, StageCount } from './stages/candidate.ts';
import { selectByLot } from './stages/lottery.ts';
import { reservationFor } from './stages/reservation.ts';
import { type Choice, select } from './stages/select.ts';
import type { ZoneCache } from './zone-cache.ts';

/** One opportunity after selection: filled with a choice whose budget is held, or empty with a reason. */
export type Slot = {
  readonly slotId: string;
  readonly decisionId: string;
  /** Null for a placement the snapshot does not know. */
  readonly auction: Auction | null;
  readonly choice: Choice | null;
  /** Null when filled. */
  readonly noFill: NoFillReason | null;
  readonly reserve: StageCount | null;
};

export type FillContext = {
  readonly request: ReadRequest;
  readonly hotState: HotState;
  readonly random: Random;
  readonly zones: ZoneCache;
  readonly holdExpiresAtMs: number;
  readonly onError: (error: unknown) => void;
};

/** A slot falls to its next candidate this often at most; every round asks the store once for all slots. */
const MAX_ROUNDS = 8;

const NO_FILL_OF: Record<Refusal, NoFillReason> = {
  'daily-budget': 'budget-exhausted',
  'total-budget': 'budget-exhausted',
  wallet: 'budget-exhausted',
  'frequency-cap': 'frequency-capped',
};

/**
 * Chooses for each opportunity in turn and holds what it will cost; a refused choice falls to the next. No ad
 * and no item shows twice in an answer, and a campaign only when no other is left.
 */
export async function fillSlots(
  opportunities: readonly Opportunity[],
  context: FillContext,
): Promise<Slot[]> {
  const slots = opportunities.map(openSlot);
  const taken: Taken = { ads: new Set(), items: new Set(), campaigns: new Set() };
  const refused: Refused = { campaigns: new Set(), groups: new Set() };
  let pending = slots.filter(({ auction }) => auction !== null);
  for (let round = 0; round < MAX_ROUNDS && pending.length > 0; round++) {
    const chosen = pending.flatMap((slot) => {
      const choice = choose(slot, taken, refused, context.random);
      if (!choice) return [];
      take(taken, choice.bid);
      return [{ slot, choice }];
    });
    if (chosen.length === 0) break;
    const outcomes = await reserve(chosen, context);
    if (!outcomes) {
      for (const { slot } of chosen) slot.noFill = 'not-ready';
      break;
    }
    pending = [];
    chosen.forEach(({ slot, choice }, i) => {
      const outcome = outcomes[i]!;
      if (outcome.reserved) {
        slot.choice = choice;
        return;
      }
      slot.refusals[outcome.refusal] = (slot.refusals[outcome.refusal] ?? 0) + 1;
      slot.noFill = NO_FILL_OF[outcome.refusal];
      giveBack(taken, choice.bid);
      refuse(refused, choice.bid, outcome.refusal, slot.auction!, context.request.nowMs);
      pending.push(slot);
    });
  }
  return slots.map(closeSlot);
}

type OpenSlot = {
  readonly slotId: string;
  readonly decisionId: string;
  readonly auction: Auction | null;
  /** Falling to the next candidate does not change whether chance or rank decides. */
  readonly byChance: boolean;
  choice: Choice | null;
  noFill: NoFillReason | null;
  readonly refusals: Record<string, number>;
};
type Taken = { ads: Set<string>; items: Set<string>; campaigns: Set<string> };
type Refused = { campaigns: Set<string>; groups: Set<string> };

type Opportunity = { readonly slotId: string; readonly auction: Auction | null };

function openSlot(
  { slotId, auction }: Opportunity,
  position: number,
  all: readonly Opportunity[],
): OpenSlot {
  const before = all.slice(0, position).filter((one) => one.auction === auction).length;
  return {
    slotId,
    decisionId: newId('dec'),
    auction,
    byChance: auction?.coins[before] ?? false,
    choice: null,
    noFill: null,
    refusals: {},
  };
}

function choose(
  { auction, byChance }: OpenSlot,
  taken: Taken,
  refused: Refused,
  random: Random,
): Choice | undefined {
  if (!auction) return undefined;
  const { bids, chooser, placement, state, lottery } = auction;
  const policy = {
    exploration: state.compiled.market.exploration,
    byChance,
    ...chooser,
    beliefOf: ({ marketAd, reading }: Candidate) => state.belief(reading, marketAd.index, random),
    floorECpmMicros: placement.floorECpmMicros,
    random,
  };
  const free = ({ facts, group, campaign }: MarketAd) => {
    return (
      !taken.ads.has(facts.adId) &&
      !(facts.itemId !== null && taken.items.has(facts.itemId)) &&
      !refused.campaigns.has(campaign.campaignId) &&
      !refused.groups.has(group.adGroupId)
    );
  };
  const fresh = (ad: MarketAd) => free(ad) && !taken.campaigns.has(ad.campaign.campaignId);
  if (lottery && policy.byRank && !policy.distribution) {
    return selectByLot(bids, lottery, [fresh, free], policy);
  }
  return select(bids, fresh, policy) ?? select(bids, free, policy);
}

async function reserve(
  chosen: readonly { readonly slot: OpenSlot; readonly choice: Choice }[],
  { request, hotState, zones, holdExpiresAtMs, onError }: FillContext,
) {
  const reservations = chosen.map(({ slot, choice }) =>
    reservationFor(slot.decisionId, choice, request, zones, holdExpiresAtMs),
  );
  try {
    return await hotState.reserve(reservations, request.nowMs);
  } catch (error) {
    // What cannot be held cannot be shown: an unpaid or uncapped impression is worse than none.
    onError(error);
    return null;
  }
}

function take(taken: Taken, { candidate }: Bid): void {
  const { facts, campaign } = candidate.marketAd;
  taken.ads.add(facts.adId);
  if (facts.itemId !== null) taken.items.add(facts.itemId);
  taken.campaigns.add(campaign.campaignId);
}

function giveBack(taken: Taken, { candidate }: Bid): void {
  const { facts, campaign } = candidate.marketAd;
  taken.ads.delete(facts.adId);
  if (facts.itemId !== null) taken.items.delete(facts.itemId);
  taken.campaigns.delete(campaign.campaignId);
}

function refuse(
  refused: Refused,
  { candidate }: Bid,
  refusal: Refusal,
  { state }: Auction,
  nowMs: number,
): void {
  const { group, campaign, groupIndex } = candidate.marketAd;
  if (refusal === 'frequency-cap') {
    refused.groups.add(group.adGroupId);
  } else {
    refused.campaigns.add(campaign.campaignId);
    state.closeCampaign(state.compiled.campaignOfGroup[groupIndex]!, refusal, nowMs);
  }
}

function closeSlot(slot: OpenSlot): Slot {
  const { slotId, decisionId, auction, choice, refusals } = slot;
  const filled = choice !== null;
  return {
    slotId,
    decisionId,
    auction,
    choice,
    noFill: filled ? null : (slot.noFill ?? emptyBecause(auction)),
    reserve: auction && { stage: 'reserve', kept: filled ? 1 : 0, removed: refusals },
  };
}

function emptyBecause(auction: Auction | null): NoFillReason {
  if (!auction) return 'unknown-placement';
  const removedFor = (...reasons: string[]) =>
    auction.funnel.some(({ removed }) => reasons.some((reason) => (removed[reason] ?? 0) > 0));
  if (removedFor('below-floor')) return 'below-floor';
  if (removedFor('frequency-cap')) return 'frequency-capped';
  return removedFor('budget', 'wallet') ? 'budget-exhausted' : 'no-eligible-ads';
}
