import type { Refusal, Reservation, ReservationOutcome } from '@placard/serving';
import type { Store } from '../../src/index.ts';

/** One state seen through two stores, as two processes would see it. */
export type Opened = { readonly store: Store; readonly other: Store };
/** Tests of a part of the contract; `opened` may be called once a test runs. */
export type ContractPart = (opened: () => Opened) => void;

export const NOW_MS = 1_800_000_000_000;
export const HOUR_MS = 3_600_000;
export const DAY = '2026-11-20';
export const CAP = { impressions: 3, windowMs: 10 * HOUR_MS };

let minted = 0;
export const mint = (prefix: string) => `${prefix}_${++minted}`;

/** A claim on a campaign and viewer of its own, unless told otherwise. */
export function reservation(change: Partial<Reservation> = {}): Reservation {
  return {
    decisionId: mint('dec'),
    marketId: 'mkt_1',
    viewerKey: mint('viewer'),
    advertiserId: mint('adv'),
    campaignId: mint('cmp'),
    adGroupId: mint('agr'),
    chargeMicros: 100,
    holdMicros: 100,
    expiresAtMs: NOW_MS + HOUR_MS,
    budget: { day: DAY, dailyMicros: 1_000, totalMicros: null },
    baseline: { spentTotalMicros: 0, spentDayMicros: 0, walletBalanceMicros: 1_000_000 },
    frequencyCap: null,
    ...change,
  };
}
export const another = (like: Reservation, change: Partial<Reservation> = {}): Reservation => ({
  ...like,
  decisionId: mint('dec'),
  ...change,
});
export const refusedFor = (refusal: Refusal): ReservationOutcome => ({ reserved: false, refusal });
export const RESERVED: ReservationOutcome = { reserved: true };

/** Reserves one claim. */
export async function reserveOne(
  store: Store,
  claim: Reservation,
  nowMs = NOW_MS,
): Promise<ReservationOutcome> {
  return (await store.reserve([claim], nowMs))[0]!;
}
