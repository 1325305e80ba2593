import type { PricedBid } from '@placard/domain';
import type { AdReading, AdStats } from '@placard/ranking';
import type { MarketAd } from '../compiled-market.ts';
import type { MarketState } from '../market-state.ts';
import type { RetrievalSource } from './retrieval-source.ts';

/** What a stage let through and what it took out, by reason. */
export type StageCount = {
  readonly stage: string;
  readonly kept: number;
  readonly removed: Readonly<Record<string, number>>;
  /** Of retrieval: how many of the kept each source brought; one that two brought counts twice. */
  readonly sources?: Readonly<Partial<Record<RetrievalSource, number>>>;
};

/** An ad after eligibility and retrieval, as it stood at the decision. */
export type Candidate = {
  readonly marketAd: MarketAd;
  readonly reading: AdReading;
  /** Which sources retrieved it: the bits of RETRIEVAL_SOURCES; 0 where the set passed whole. */
  readonly sources: number;
  /** Ranked only because chance may choose it: where rank chooses, it is passed over. */
  readonly chanceOnly: boolean;
  /** Calibrated; means, never samples: prices are made of them. */
  pCtr: number;
  /** pCtr before what was learnt online. */
  modelPCtr: number;
  pCvr: number;
};

export type Bid = PricedBid<Candidate>;

/**
 * The ads left in state.scratch.ads[0 .. count) as candidates at their posterior means, from `byRank` on only for
 * chance to choose; `cut`: by retrieval.
 */
export function candidatesOf(
  state: MarketState,
  { count, byRank }: { readonly count: number; readonly byRank: number },
  stats: AdStats,
  nowMs: number,
  cut: boolean,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (let i = 0; i < count; i++) {
    const ad = state.scratch.ads[i]!;
    const reading = state.reading(ad, stats, nowMs);
    const marketAd = state.compiled.ads[ad]!;
    const sources = cut ? state.scratch.sources[ad]! : 0;
    const { pCtr, pCvr } = reading;
    const chanceOnly = i >= byRank;
    const rates = { pCtr, modelPCtr: pCtr, pCvr };
    candidates.push({ marketAd, reading, sources, chanceOnly, ...rates });
  }
  return candidates;
}
