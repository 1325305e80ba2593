import type { SnapshotPlacement } from '@placard/contracts';
import { addBit, type Bitset, emptyBitset, MINUTE_MS, type Random } from '@placard/domain';
import {
  type AdPart,
  type AdReading,
  type AdStats,
  adAgeHours,
  type Batch,
  type ContentIndex,
  type PreRankPass,
  type RateBelief,
  type Retriever,
  rateBelief,
  readAd,
  type Scorer,
  type VisitValue,
} from '@placard/ranking';
import type { CompiledMarket } from './compiled-market.ts';
import { type MarketContent, marketContent } from './market-content.ts';
import { adFit } from './placement-fit.ts';
import type { Refusal } from './ports.ts';
import type { ZoneCache } from './zone-cache.ts';

/** Ad groups whose campaign may spend now, and why the others may not (counted in ads). */
export type OpenGroups = {
  readonly bits: Bitset;
  readonly adCount: number;
  readonly removed: Readonly<Record<string, number>>;
};

/** What one process has worked out about one market of one snapshot, kept until it no longer holds. */
export type MarketState = {
  readonly compiled: CompiledMarket;
  readonly scorer: Scorer | null;
  /** What the market's retrieval model ties to what a viewer did; null without one. */
  readonly retriever: Retriever | null;
  /** Vectors of what ads and items say; null where the market has none. */
  readonly content: MarketContent | null;
  /** What ads do to the rest of a visit; null where the market does not rank by it. */
  readonly visitValue: VisitValue | null;
  /** Null without a scorer that has a pre-ranker. */
  readonly preRankPass: PreRankPass | null;
  openGroups(nowMs: number): OpenGroups;
  /** After a refusal: leaves the campaign out for a moment instead of being refused at every decision. */
  closeCampaign(campaignIndex: number, refusal: Refusal, nowMs: number): void;
  /** By ad: whether it may show at the placement, else why not. */
  fits(placement: SnapshotPlacement): readonly (string | null)[];
  reading(adIndex: number, stats: AdStats, nowMs: number): AdReading;
  /** Another number when readings may have changed; an ad's age may lag behind by a minute. */
  readingEpoch(stats: AdStats, nowMs: number): number;
  part(reading: AdReading, adIndex: number, scorer: Scorer): AdPart;
  /** What is believed of an ad's click rate, its draws kept while the reading stands. */
  belief(reading: AdReading, adIndex: number, random: Random): RateBelief;
  /** A batch with room for `capacity` rows, the caller's alone until it is returned. */
  borrowBatch(scorer: Scorer, capacity: number): Batch;
  returnBatch(batch: Batch): void;
  /** Overwritten by every use; sized for the market's ad groups and ads. */
  readonly scratch: {
    readonly matching: Bitset;
    readonly work: Bitset;
    readonly groups: Int32Array;
    readonly ads: Int32Array;
    readonly scores: Float64Array;
    /** By position among the eligible: how near an ad is to what the viewer turned to. */
    readonly alike: Float64Array;
    readonly order: Float64Array;
    readonly marks: Uint8Array;
    /** By ad index, which sources retrieved it: the bits of RETRIEVAL_SOURCES. */
    readonly sources: Uint8Array;
  };
};

/** How long a refused campaign stays out: long enough to spare the store, short enough for a top-up to be seen. */
const CLOSED_MS = 1_000;

/** Batches are kept and used again: fresh ones cost half a megabyte of zeroes each. */
const BATCH_ROWS = 256;
const SPARE_BATCHES = 8;
/** Of the ads a model looked at, this many keep their input cells (half a kilobyte each) and draws at most. */
const MOST_KEPT = 20_000;
/** Draws behind an estimated propensity: a standard error of at most six percent points. */
const BELIEF_DRAWS = 64;

export function createMarketState(
  compiled: CompiledMarket,
  scorer: Scorer | null,
  zones: ZoneCache,
  retriever: Retriever | null = null,
  contentIndex: ContentIndex | null = null,
  visitValue: VisitValue | null = null,
): MarketState {
  const { ads, groups, campaigns } = compiled;
  const fitsByPlacement = new Map<string, readonly (string | null)[]>();
  const readings: (AdReading | undefined)[] = new Array(ads.length);
  const parts = new Map<number, AdPart>();
  const closedUntilMs = new Float64Array(campaigns.length);
  const beliefs = new Map<number, RateBelief>();
  const batches: Batch[] = [];
  const content = contentIndex && marketContent(contentIndex, ads);
  let readingsOf: AdStats | null = null;
  const epoch = { stats: null as AdStats | null, minute: Number.NaN, number: 0 };
  let open: (OpenGroups & { fromMs: number; untilMs: number }) | null = null;

  const computeOpen = (nowMs: number) => {
    let untilMs = nowMs + 60_000;
    const reasons = campaigns.map((campaign, i) => {
      for (const edge of [campaign.startMs, campaign.endMs, closedUntilMs[i]!]) {
        if (edge !== null && edge > nowMs) untilMs = Math.min(untilMs, edge);
      }
      if (closedUntilMs[i]! > nowMs) return 'budget';
      return closedReason(campaign, zones.day(campaign.timeZone, nowMs), nowMs);
    });
    const bits = emptyBitset(groups.length);
    const removed: Record<string, number> = {};
    let adCount = 0;
    for (let group = 0; group < groups.length; group++) {
      const size = compiled.adStart[group + 1]! - compiled.adStart[group]!;
      const reason = reasons[compiled.campaignOfGroup[group]!];
      if (reason) {
        removed[reason] = (removed[reason] ?? 0) + size;
      } else {
        addBit(bits, group);
        adCount += size;
      }
    }
    return { bits, adCount, removed, fromMs: nowMs, untilMs };
  };

  return {
    compiled,
    scorer,
    retriever,
    content,
    visitValue,
    preRankPass: scorer?.preRanker?.over(compiled) ?? null,
    openGroups: (nowMs) => {
      if (!open || nowMs < open.fromMs || nowMs >= open.untilMs) open = computeOpen(nowMs);
      return open;
    },
    closeCampaign: (campaignIndex, refusal, nowMs) => {
      if (refusal === 'frequency-cap') return;
      closedUntilMs[campaignIndex] = nowMs + CLOSED_MS;
      open = null;
    },
    fits: (placement) => {
      let fits = fitsByPlacement.get(placement.placementId);
      if (!fits) {
        fits = ads.map(({ ad }) => adFit(ad, placement));
        fitsByPlacement.set(placement.placementId, fits);
      }
      return fits;
    },
    reading: (adIndex, stats, nowMs) => {
      if (readingsOf !== stats) {
        readings.fill(undefined);
        readingsOf = stats;
      }
      const { facts } = ads[adIndex]!;
      const known = readings[adIndex];
      if (known && known.ageHours === adAgeHours(facts, nowMs)) return known;
      const fresh = readAd(facts, stats, nowMs, content?.of(adIndex));
      readings[adIndex] = fresh;
      return fresh;
    },
    readingEpoch: (stats, nowMs) => {
      const minute = Math.floor(nowMs / MINUTE_MS);
      if (epoch.stats !== stats || epoch.minute !== minute) {
        epoch.stats = stats;
        epoch.minute = minute;
        epoch.number += 1;
      }
      return epoch.number;
    },
    part: (reading, adIndex, from) => {
      const known = parts.get(adIndex);
      if (known?.reading === reading) return known;
      const fresh = from.embedder.adPart(reading);
      keep(parts, adIndex, fresh);
      return fresh;
    },
    belief: (reading, adIndex, random) => {
      const known = beliefs.get(adIndex);
      if (known?.posterior === reading.ctr) return known;
      const fresh = rateBelief(reading.ctr, BELIEF_DRAWS, random);
      keep(beliefs, adIndex, fresh);
      return fresh;
    },
    borrowBatch: (from, capacity) => {
      const free = capacity <= BATCH_ROWS ? batches.pop() : undefined;
      return free ?? from.embedder.newBatch(Math.max(capacity, BATCH_ROWS));
    },
    returnBatch: (batch) => {
      batch.count = 0;
      if (batches.length < SPARE_BATCHES) batches.push(batch);
    },
    scratch: {
      matching: emptyBitset(groups.length),
      work: emptyBitset(groups.length),
      groups: new Int32Array(groups.length),
      ads: new Int32Array(ads.length),
      scores: new Float64Array(ads.length),
      alike: new Float64Array(ads.length),
      order: new Float64Array(ads.length),
      marks: new Uint8Array(ads.length),
      sources: new Uint8Array(ads.length),
    },
  };
}

/** Starts over when full: what is still asked for comes back at once. */
function keep<T>(cache: Map<number, T>, adIndex: number, value: T): void {
  if (cache.size >= MOST_KEPT && !cache.has(adIndex)) cache.clear();
  cache.set(adIndex, value);
}

function closedReason(
  campaign: CompiledMarket['campaigns'][number],
  day: string,
  nowMs: number,
): string | null {
  if (nowMs < campaign.startMs || (campaign.endMs !== null && nowMs >= campaign.endMs)) {
    return 'schedule';
  }
  const { dailyBudgetMicros, totalBudgetMicros, spentTotalMicros } = campaign;
  const spentToday = campaign.spentByDayMicros[day] ?? 0;
  if (spentToday >= dailyBudgetMicros) return 'budget';
  if (totalBudgetMicros !== null && spentTotalMicros >= totalBudgetMicros) return 'budget';
  return campaign.walletBalanceMicros > 0 ? null : 'wallet';
}
