import type { PricedBid } from '@placard/domain';
import type { AdReading, AdStats } from '@placard/ranking';
import type { MarketAd } from '../compiled-market.ts';
import type { MarketState } from '../market-state.ts';

/** What a stage let through and what it took out, by reason. */
export type StageCount = {
  readonly stage: string;
  readonly kept: number;
  readonly removed: Readonly<Record<string, number>>;
};

/** An ad after eligibility and retrieval, as it stood at the decision. */
export type Candidate = {
  readonly marketAd: MarketAd;
  readonly reading: AdReading;
  /** Calibrated; means, never samples: prices are made of them. */
  pCtr: number;
  pCvr: number;
};

export type Bid = PricedBid<Candidate>;

/** The ads left in state.scratch.ads[0 .. count) as candidates at their posterior means. */
export function candidatesOf(
  state: MarketState,
  count: number,
  stats: AdStats,
  nowMs: number,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (let i = 0; i < count; i++) {
    const ad = state.scratch.ads[i]!;
    const reading = state.reading(ad, stats, nowMs);
    const marketAd = state.compiled.ads[ad]!;
    candidates.push({ marketAd, reading, pCtr: reading.pCtr, pCvr: reading.pCvr });
  }
  return candidates;
}
