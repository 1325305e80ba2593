import type { LoggedEvent, LogPosition } from '@placard/contracts';
import { compareLogPositions } from '../log-position.ts';
import { type AdStats, addCounts, type Counts, NO_COUNTS } from './ad-stats.ts';

/** What a run of events adds to a market's counters. Adding deltas in log order gives the same as one fold. */
export type AdStatsDelta = {
  readonly marketId: string;
  readonly upTo: LogPosition;
  readonly market: Counts;
  readonly byCategory: ReadonlyMap<string, Counts>;
  readonly byAd: ReadonlyMap<string, Counts>;
};

/**
 * The delta of `events` (one market's, in log order) after `since`; null when none is newer.
 * Invalid traffic moves the position and no counter.
 */
export function adStatsDelta(
  marketId: string,
  events: readonly LoggedEvent[],
  since: LogPosition | null,
): AdStatsDelta | null {
  let market = NO_COUNTS;
  let upTo = since;
  const byCategory = new Map<string, Counts>();
  const byAd = new Map<string, Counts>();
  for (const event of events) {
    if (event.marketId !== marketId) continue;
    if (upTo && compareLogPositions(event.position, upTo) <= 0) continue;
    upTo = event.position;
    const one = countsOf(event);
    if (!one || !event.decision) continue;
    market = addCounts(market, one);
    bump(byAd, event.decision.adId, one);
    for (const category of event.categories) bump(byCategory, category, one);
  }
  return upTo && upTo !== since ? { marketId, upTo, market, byCategory, byAd } : null;
}

/** Counters after a delta. A delta at or before the position already reached changes nothing. */
export function addAdStatsDelta(stats: AdStats, delta: AdStatsDelta): AdStats {
  if (stats.lastPosition && compareLogPositions(delta.upTo, stats.lastPosition) <= 0) return stats;
  return {
    marketId: stats.marketId,
    lastPosition: delta.upTo,
    market: addCounts(stats.market, delta.market),
    byCategory: merged(stats.byCategory, delta.byCategory),
    byAd: merged(stats.byAd, delta.byAd),
  };
}

function countsOf(event: LoggedEvent): Counts | null {
  if (event.ivt) return null;
  switch (event.kind) {
    case 'impression':
      return { impressions: 1, clicks: 0, conversions: 0 };
    case 'click':
      return { impressions: 0, clicks: 1, conversions: 0 };
    case 'conversion':
      return { impressions: 0, clicks: 0, conversions: 1 };
    default:
      return null;
  }
}

function bump(counts: Map<string, Counts>, key: string, by: Counts): void {
  counts.set(key, addCounts(counts.get(key) ?? NO_COUNTS, by));
}

function merged(
  base: ReadonlyMap<string, Counts>,
  added: ReadonlyMap<string, Counts>,
): ReadonlyMap<string, Counts> {
  const sum = new Map(base);
  for (const [key, counts] of added) bump(sum, key, counts);
  return sum;
}
