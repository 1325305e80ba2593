import { HOUR_MS } from '@placard/domain';
import { type ContentVectors, NO_CONTENT } from '../content/content-vectors.ts';
import { type AdStats, NO_COUNTS } from './ad-stats.ts';
import { type BetaPosterior, ctrPosterior, cvrPosterior, posteriorMean } from './posterior.ts';

/** What an ad is, apart from how it fares. */
export type AdFacts = {
  readonly adId: string;
  readonly itemId: string | null;
  readonly categories: readonly string[];
  /** Of the item it promotes, in the advertiser's currency; null where none is known. */
  readonly priceMicros: number | null;
  readonly advertiserId: string;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly createdAtMs: number;
  /** What a viewer can read on it. */
  readonly text: string;
};

/** An ad as features see it, with its rates as known at the moment. */
export type AdReading = {
  readonly facts: AdFacts;
  /** What is believed of its click rate; `pCtr` is the mean. */
  readonly ctr: BetaPosterior;
  readonly pCtr: number;
  readonly pCvr: number;
  readonly impressions: number;
  /** Whole hours since the ad was made, at most a month. */
  readonly ageHours: number;
  readonly content: ContentVectors;
};

export function readAd(
  facts: AdFacts,
  stats: AdStats,
  nowMs: number,
  content: ContentVectors = NO_CONTENT,
): AdReading {
  const ctr = ctrPosterior(stats, facts.adId, facts.categories);
  return {
    facts,
    ctr,
    pCtr: posteriorMean(ctr),
    pCvr: posteriorMean(cvrPosterior(stats, facts.adId)),
    impressions: (stats.byAd.get(facts.adId) ?? NO_COUNTS).impressions,
    ageHours: adAgeHours(facts, nowMs),
    content,
  };
}

/**
 * After a month an ad is as old as it gets. Without that end age would be a clock, and every tomorrow would lie
 * beyond what a model has learnt from.
 */
const OLDEST_HOURS = 30 * 24;

export function adAgeHours(facts: AdFacts, nowMs: number): number {
  const ageHours = Math.floor((nowMs - facts.createdAtMs) / HOUR_MS);
  return Math.min(OLDEST_HOURS, Math.max(0, ageHours));
}
