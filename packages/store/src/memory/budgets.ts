import type { Commitment, Refusal, Reservation, Settlement, SpendFigures } from '@placard/serving';
import { ExpiryQueue } from './expiry-queue.ts';

type Hold = { campaignId: string; day: string; micros: number; expiresAtMs: number };
type Campaign = {
  /** Null until a baseline or the ledger's figures arrive. */
  spentTotal: number | null;
  readonly spentByDay: Map<string, number>;
  heldTotal: number;
  readonly heldByDay: Map<string, number>;
};
type Advertiser = {
  walletBalance: number | null;
  walletHeld: number;
  readonly campaigns: Map<string, Campaign>;
  readonly holds: Map<string, Hold>;
  readonly expiries: ExpiryQueue;
};

const MAX_SETTLED = 1_000_000;

/** Budgets, wallets and holds by advertiser. Every method is one step: JavaScript interleaves nothing inside. */
export class MemoryBudgets {
  readonly #advertisers = new Map<string, Advertiser>();
  /** In order of arrival, the oldest forgotten beyond a million. */
  readonly #settled = new Set<string>();

  reserve(reservation: Reservation, nowMs: number): Refusal | null {
    const { decisionId, campaignId, budget, baseline, chargeMicros, holdMicros } = reservation;
    const advertiser = this.#advertiser(reservation.advertiserId);
    this.#expire(advertiser, nowMs);
    if (advertiser.holds.has(decisionId) || this.#settled.has(decisionId)) return null;
    const campaign = campaignOf(advertiser, campaignId);
    campaign.spentTotal ??= baseline.spentTotalMicros;
    advertiser.walletBalance ??= baseline.walletBalanceMicros;
    if (!campaign.spentByDay.has(budget.day)) {
      campaign.spentByDay.set(budget.day, baseline.spentDayMicros);
    }
    const needed = Math.max(chargeMicros, holdMicros);
    const spentDay = campaign.spentByDay.get(budget.day) ?? 0;
    const heldDay = campaign.heldByDay.get(budget.day) ?? 0;
    if (spentDay + heldDay + needed > budget.dailyMicros) return 'daily-budget';
    if (
      budget.totalMicros !== null &&
      campaign.spentTotal + campaign.heldTotal + needed > budget.totalMicros
    ) {
      return 'total-budget';
    }
    if (advertiser.walletHeld + needed > advertiser.walletBalance) return 'wallet';
    const hold = {
      campaignId,
      day: budget.day,
      micros: holdMicros,
      expiresAtMs: reservation.expiresAtMs,
    };
    advertiser.holds.set(decisionId, hold);
    advertiser.expiries.add(decisionId, hold.expiresAtMs);
    addHold(advertiser, hold, 1);
    return null;
  }

  release(advertiserId: string, decisionId: string): void {
    const advertiser = this.#advertisers.get(advertiserId);
    if (advertiser) drop(advertiser, decisionId);
  }

  settle({ decisionId, advertiserId, campaignId, day, chargeMicros }: Settlement): void {
    if (this.#settled.has(decisionId)) return;
    this.#settled.add(decisionId);
    if (this.#settled.size > MAX_SETTLED) {
      for (const oldest of this.#settled) {
        this.#settled.delete(oldest);
        break;
      }
    }
    const advertiser = this.#advertiser(advertiserId);
    drop(advertiser, decisionId);
    if (advertiser.walletBalance !== null) advertiser.walletBalance -= chargeMicros;
    const campaign = campaignOf(advertiser, campaignId);
    // Unknown spend stays unknown: the baseline that will fill it is the ledger's, this charge included.
    if (campaign.spentTotal !== null) campaign.spentTotal += chargeMicros;
    const spentDay = campaign.spentByDay.get(day);
    if (spentDay !== undefined) campaign.spentByDay.set(day, spentDay + chargeMicros);
  }

  syncSpend({ advertiserId, campaignId, spentTotalMicros, spentByDayMicros }: SpendFigures): void {
    const campaign = campaignOf(this.#advertiser(advertiserId), campaignId);
    campaign.spentTotal = spentTotalMicros;
    campaign.spentByDay.clear();
    for (const [day, micros] of Object.entries(spentByDayMicros))
      campaign.spentByDay.set(day, micros);
  }

  syncWallet(advertiserId: string, balanceMicros: number): void {
    this.#advertiser(advertiserId).walletBalance = balanceMicros;
  }

  releaseExpired(nowMs: number): number {
    let released = 0;
    for (const advertiser of this.#advertisers.values())
      released += this.#expire(advertiser, nowMs);
    return released;
  }

  commitment(advertiserId: string, campaignId: string, day: string): Commitment {
    const campaign = campaignOf(this.#advertiser(advertiserId), campaignId);
    return {
      spentDayMicros: campaign.spentByDay.get(day) ?? 0,
      heldDayMicros: campaign.heldByDay.get(day) ?? 0,
      spentTotalMicros: campaign.spentTotal ?? 0,
      heldTotalMicros: campaign.heldTotal,
    };
  }

  #expire(advertiser: Advertiser, nowMs: number): number {
    let expired = 0;
    for (;;) {
      const decisionId = advertiser.expiries.takeExpired(nowMs);
      if (decisionId === undefined) return expired;
      if (drop(advertiser, decisionId)) expired += 1;
    }
  }

  #advertiser(advertiserId: string): Advertiser {
    let advertiser = this.#advertisers.get(advertiserId);
    if (!advertiser) {
      advertiser = {
        walletBalance: null,
        walletHeld: 0,
        campaigns: new Map(),
        holds: new Map(),
        expiries: new ExpiryQueue(),
      };
      this.#advertisers.set(advertiserId, advertiser);
    }
    return advertiser;
  }
}

function campaignOf(advertiser: Advertiser, campaignId: string): Campaign {
  let campaign = advertiser.campaigns.get(campaignId);
  if (!campaign) {
    campaign = { spentTotal: null, spentByDay: new Map(), heldTotal: 0, heldByDay: new Map() };
    advertiser.campaigns.set(campaignId, campaign);
  }
  return campaign;
}

function drop(advertiser: Advertiser, decisionId: string): boolean {
  const hold = advertiser.holds.get(decisionId);
  if (!hold) return false;
  advertiser.holds.delete(decisionId);
  addHold(advertiser, hold, -1);
  return true;
}

function addHold(advertiser: Advertiser, hold: Hold, sign: 1 | -1): void {
  const campaign = campaignOf(advertiser, hold.campaignId);
  const heldDay = (campaign.heldByDay.get(hold.day) ?? 0) + sign * hold.micros;
  if (heldDay === 0) campaign.heldByDay.delete(hold.day);
  else campaign.heldByDay.set(hold.day, heldDay);
  campaign.heldTotal += sign * hold.micros;
  advertiser.walletHeld += sign * hold.micros;
}
