import type { PricedBid } from '@placard/domain';
import type { AdReading } from '@placard/ranking';
import type { MarketAd } from '../compiled-market.ts';

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
