import type {
  FrequencyCap,
  LogPosition,
  ServedOnlineState,
  ViewerProfile,
} from '@placard/contracts';
import type { AdStats, AdStatsDelta } from '@placard/ranking';

/** What the store knows of one viewer of a market. */
export type ViewerState = {
  /** Null for a viewer never seen. */
  readonly profile: ViewerProfile | null;
  /** By ad group id: impressions (and decisions not yet rendered) that count against its cap now. */
  readonly cappedCounts: ReadonlyMap<string, number>;
};

/**
 * A claim on a campaign's budget, its advertiser's wallet and the viewer's frequency cap, all or nothing.
 * `chargeMicros` must still fit what is left; `holdMicros` (the expected charge, at most `chargeMicros`)
 * is set aside until `expiresAtMs`. A CPC decision holds pCTR of a click, else unclicked ads starve a budget.
 */
export type Reservation = {
  readonly decisionId: string;
  readonly marketId: string;
  readonly viewerKey: string | null;
  readonly advertiserId: string;
  readonly campaignId: string;
  readonly adGroupId: string;
  readonly chargeMicros: number;
  readonly holdMicros: number;
  readonly expiresAtMs: number;
  /** `day` is `YYYY-MM-DD` in the advertiser's zone. */
  readonly budget: {
    readonly day: string;
    readonly dailyMicros: number;
    readonly totalMicros: number | null;
  };
  /** The ledger's figures as the snapshot has them: used only where the store has none of its own. */
  readonly baseline: {
    readonly spentTotalMicros: number;
    readonly spentDayMicros: number;
    readonly walletBalanceMicros: number;
  };
  /** Applies when there is a viewer key to count by. */
  readonly frequencyCap: FrequencyCap | null;
};

export const REFUSALS = ['daily-budget', 'total-budget', 'wallet', 'frequency-cap'] as const;
export type Refusal = (typeof REFUSALS)[number];
export type ReservationOutcome =
  | { readonly reserved: true }
  | { readonly reserved: false; readonly refusal: Refusal };

/** Names a hold, wherever its parts are kept. */
export type HoldRef = Pick<
  Reservation,
  'decisionId' | 'marketId' | 'viewerKey' | 'advertiserId' | 'campaignId' | 'adGroupId'
>;

/** What a decision asks of the store. What does not return a promise is read from memory, refreshed behind. */
export type HotState = {
  viewer(marketId: string, viewerKey: string, nowMs: number): Promise<ViewerState>;
  /** The latest known counters; the same object until they change. */
  adStats(marketId: string): AdStats;
  /** By ad group id, the probability of entering the auction; absent means 1. */
  pacingRates(): ReadonlyMap<string, number>;
  /** What the market learnt online, as last published; the same object until it changes. */
  onlineState(marketId: string): ServedOnlineState | null;
  /**
   * Each reservation is atomic by itself: it holds entirely or leaves nothing behind. Repeating one with the
   * same decision id holds nothing more. Outcomes come in the order of the requests.
   */
  reserve(
    reservations: readonly Reservation[],
    nowMs: number,
  ): Promise<readonly ReservationOutcome[]>;
  /** Gives holds back before they expire. A hold that is gone or settled is left alone. */
  release(holds: readonly HoldRef[]): Promise<void>;
};

/** A billable event that the ledger has charged. `day` is the budget day it counts against. */
export type Settlement = {
  readonly decisionId: string;
  readonly advertiserId: string;
  readonly campaignId: string;
  readonly day: string;
  readonly chargeMicros: number;
};

/** An impression that was rendered: it counts against the cap for the cap's whole window from now on. */
export type RenderedImpression = {
  readonly decisionId: string;
  readonly marketId: string;
  readonly viewerKey: string;
  readonly adGroupId: string;
  readonly occurredAtMs: number;
  /** For a store that started empty: a showing it does not know is put back for this window. */
  readonly capWindowMs?: number;
};

/** The ledger's figures for one campaign: absolute, they replace what the store has. */
export type SpendFigures = {
  readonly advertiserId: string;
  readonly campaignId: string;
  readonly spentTotalMicros: number;
  /** Other days are forgotten. */
  readonly spentByDayMicros: Readonly<Record<string, number>>;
};

/** What is spent and held of a campaign's budget on `day`, and in all; for pacing and display. */
export type Commitment = {
  readonly spentDayMicros: number;
  readonly heldDayMicros: number;
  readonly spentTotalMicros: number;
  readonly heldTotalMicros: number;
};

/** What the worker writes. Every write may be repeated: a second time changes nothing. */
export type HotStateWriter = {
  viewerProfiles(
    marketId: string,
    viewerKeys: readonly string[],
  ): Promise<readonly (ViewerProfile | null)[]>;
  /** A profile older (by `lastPosition`) than the stored one is ignored. */
  writeViewerProfiles(profiles: readonly ViewerProfile[]): Promise<void>;
  /** Forgets a viewer: profile and frequency counts. */
  deleteViewer(marketId: string, viewerKey: string): Promise<void>;
  /** The stored counters, authoritative; `HotState.adStats` follows within a second. */
  readAdStats(marketId: string): Promise<AdStats>;
  /** False when the position was reached before: nothing was added. */
  addAdStats(delta: AdStatsDelta): Promise<boolean>;
  /** Turns holds into spend, once per decision id. Without a hold (expired) the charge still counts as spent. */
  settle(settlements: readonly Settlement[]): Promise<void>;
  confirmImpressions(impressions: readonly RenderedImpression[]): Promise<void>;
  /** By the process that settles, between its settlements: else a charge could count twice for a moment. */
  syncSpend(figures: readonly SpendFigures[]): Promise<void>;
  syncWallets(balances: ReadonlyMap<string, number>): Promise<void>;
  /** Releases holds past their expiry (a reservation does so too for its own advertiser). Returns how many. */
  releaseExpired(nowMs: number): Promise<number>;
  commitment(advertiserId: string, campaignId: string, day: string): Promise<Commitment>;
  /** Replaces all rates. */
  writePacingRates(rates: ReadonlyMap<string, number>): Promise<void>;
  /** Replaces the market's. */
  writeOnlineState(state: ServedOnlineState): Promise<void>;
  consumerPosition(consumer: string): Promise<LogPosition | null>;
  /** Never moves backwards. */
  saveConsumerPosition(consumer: string, position: LogPosition): Promise<void>;
};

/** The revision that serves. `revision` is the snapshot's digest and names it in the blob store. */
export type SnapshotRef = { readonly revision: string; readonly publishedAtMs: number };

export type SnapshotPointer = {
  current(): Promise<SnapshotRef | null>;
  publish(ref: SnapshotRef): Promise<void>;
  /** Calls back on every publication until the returned function is called. Read `current` after subscribing. */
  subscribe(listener: (ref: SnapshotRef) => void): Promise<() => Promise<void>>;
};
