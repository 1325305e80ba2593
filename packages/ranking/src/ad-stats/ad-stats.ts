import type { LogPosition } from '@placard/contracts';

export type Counts = {
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
};

/** What the ads of one market have earned so far: immutable, and rebuildable from the event log. */
export type AdStats = {
  readonly marketId: string;
  /** The last event folded in; null before the first. */
  readonly lastPosition: LogPosition | null;
  readonly market: Counts;
  readonly byCategory: ReadonlyMap<string, Counts>;
  readonly byAd: ReadonlyMap<string, Counts>;
};

export const NO_COUNTS: Counts = { impressions: 0, clicks: 0, conversions: 0 };

export function emptyAdStats(marketId: string): AdStats {
  return {
    marketId,
    lastPosition: null,
    market: NO_COUNTS,
    byCategory: new Map(),
    byAd: new Map(),
  };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    impressions: a.impressions + b.impressions,
    clicks: a.clicks + b.clicks,
    conversions: a.conversions + b.conversions,
  };
}
