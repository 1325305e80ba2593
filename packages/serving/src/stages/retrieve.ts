import { eventsPerThousand, type Random } from '@placard/domain';
import {
  type AdStats,
  kthLargest,
  recentItems,
  smoothedRatio,
  type ViewerReading,
} from '@placard/ranking';
import type { CompiledMarket } from '../compiled-market.ts';
import type { MarketState } from '../market-state.ts';
import { alikeAds } from './alike-ads.ts';
import type { StageCount } from './candidate.ts';
import { RETRIEVAL_SOURCES, sourceBit } from './retrieval-source.ts';

export type RetrieveInput = {
  readonly state: MarketState;
  /** Eligible ads are state.scratch.ads[0 .. count). */
  readonly count: number;
  /** How many to keep at most. */
  readonly limit: number;
  readonly viewer: ViewerReading;
  readonly pageCategories: readonly string[];
  readonly stats: AdStats;
  readonly nowMs: number;
  readonly random: Random;
};

const POPULAR_SHARE = 0.5;
/** At most, and only for a viewer of whom the retrieval model knows something. */
const NEIGHBOUR_SHARE = 0.2;
/** At most, and only for a viewer who turned to something whose content is known. */
const CONTENT_SHARE = 0.1;
const EXPLORE_SHARE = 0.1;
/** An older item says little, and each costs its neighbours. */
export const RECENT_ITEMS = 10;
/** Items asked for, for each ad wanted: some have no ad that is eligible. */
const ITEMS_PER_AD = 2;
const MOST_ITEMS = 300;
/** An ad on the page's topic is taken to be this much likelier to be clicked, before a model says better. */
const PAGE_LIFT = 2;

/**
 * Cuts the eligible down to what is worth a score: the best by expected revenue for anybody, the best of what the
 * retrieval model ties to what this viewer turned to, the nearest by content, the best when weighed by their interests
 * and the page's topics, and some by chance. A set that is small enough passes whole. What it keeps are indices in state.scratch.ads[0 .. count).
 */
export function retrieve(input: RetrieveInput): { count: number; stage: StageCount } {
  const { state, count, limit } = input;
  const { ads, marks, sources } = state.scratch;
  if (count <= limit) return { count, stage: { stage: 'retrieve', kept: count, removed: {} } };
  let kept = 0;
  const takeFor = (bit: number) => (i: number) => {
    if (marks[i] === 0 && kept >= limit) return;
    if (marks[i] === 0) kept += 1;
    marks[i]! |= bit;
  };
  marks.fill(0, 0, count);
  scorePopular(input);
  takeBest(state, count, Math.ceil(limit * POPULAR_SHARE), takeFor(sourceBit('popular')));
  const near = nearestAds(input, Math.floor(limit * NEIGHBOUR_SHARE));
  near.forEach(takeFor(sourceBit('neighbours')));
  const alike = alikeAds(input, Math.floor(limit * CONTENT_SHARE));
  alike.forEach(takeFor(sourceBit('content')));
  weighByInterest(input);
  // Marked ones score -Infinity by now: the best of the rest fill the share of interests.
  const wanted = Math.floor(limit * (1 - EXPLORE_SHARE)) - kept;
  takeBest(state, count, wanted, takeFor(sourceBit('interests')));
  const explored = sourceBit('explore');
  while (kept < limit) {
    const i = Math.floor(input.random() * count);
    if (marks[i] === 0) takeFor(explored)(i);
  }
  const counts = new Array<number>(RETRIEVAL_SOURCES.length).fill(0);
  let to = 0;
  for (let i = 0; i < count; i++) {
    const bits = marks[i]!;
    if (bits === 0) continue;
    for (let s = 0; s < counts.length; s++) counts[s]! += (bits >> s) & 1;
    sources[ads[i]!] = bits;
    ads[to++] = ads[i]!;
  }
  return {
    count: kept,
    stage: {
      stage: 'retrieve',
      kept,
      removed: { 'not-retrieved': count - kept },
      sources: Object.fromEntries(RETRIEVAL_SOURCES.map((source, s) => [source, counts[s]!])),
    },
  };
}

/**
 * Positions of eligible ads that promote what the retrieval model ties to the viewer's recent items: the `wanted`
 * best by tie x expected revenue, of which scores hold the latter. Nothing where the model knows nothing of them.
 */
function nearestAds({ state, count, viewer }: RetrieveInput, wanted: number): number[] {
  const { retriever, compiled, scratch } = state;
  if (!retriever || !viewer.profile || wanted === 0) return [];
  const recent = recentItems(viewer.profile).slice(0, RECENT_ITEMS);
  if (!retriever.knows(recent)) return [];
  const skip = new Set(recent.map(({ itemId }) => itemId));
  const items = retriever.retrieve(recent, Math.min(MOST_ITEMS, wanted * ITEMS_PER_AD), { skip });
  const found: { position: number; value: number }[] = [];
  for (const { itemId, score } of items) {
    if (!(score > 0)) break;
    for (const ad of compiled.adsOfItem.get(itemId) ?? []) {
      const position = positionOf(scratch.ads, count, ad);
      if (position >= 0) found.push({ position, value: score * scratch.scores[position]! });
    }
  }
  found.sort((a, b) => b.value - a.value || a.position - b.position);
  return found.slice(0, wanted).map(({ position }) => position);
}

/** Eligible ads ascend. */
function positionOf(ads: Int32Array, count: number, ad: number): number {
  let from = 0;
  let to = count - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    if (ads[middle] === ad) return middle;
    if (ads[middle]! < ad) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}

/** scores[i]: expected revenue of the i-th eligible ad at its posterior mean. */
function scorePopular({ state, count, stats, nowMs }: RetrieveInput): void {
  const { ads, scores } = state.scratch;
  for (let i = 0; i < count; i++) {
    const { group } = state.compiled.ads[ads[i]!]!;
    const score =
      group.bidMicros * eventsPerThousand(group.pricing, state.reading(ads[i]!, stats, nowMs));
    scores[i] = Number.isFinite(score) ? score : -Infinity;
  }
}

function weighByInterest({ state, count, viewer, pageCategories }: RetrieveInput): void {
  const { ads, scores, marks } = state.scratch;
  const { categories, categoryStart } = state.compiled;
  const lifts = categoryLifts(state.compiled, viewer, pageCategories);
  for (let i = 0; i < count; i++) {
    const from = categoryStart[ads[i]!]!;
    const to = categoryStart[ads[i]! + 1]!;
    let lift = to > from ? 0 : 1;
    for (let c = from; c < to; c++) lift += lifts[categories[c]!]! / (to - from);
    scores[i] = marks[i] !== 0 ? -Infinity : scores[i]! * lift;
  }
}

/** How much likelier than usual a click is, by category number; 1 where nothing is known. */
function categoryLifts(
  { categoryNumbers }: CompiledMarket,
  viewer: ViewerReading,
  pageCategories: readonly string[],
): Float64Array {
  const lifts = new Float64Array(categoryNumbers.size).fill(1);
  for (const [category, weights] of viewer.byCategory) {
    const number = categoryNumbers.get(category);
    if (number === undefined) continue;
    const { interestShort, exposureShort, interestLong, exposureLong } = weights;
    const short = smoothedRatio(interestShort, exposureShort, viewer.baseShort) / viewer.baseShort;
    const long = smoothedRatio(interestLong, exposureLong, viewer.baseLong) / viewer.baseLong;
    lifts[number] = (short + long) / 2;
  }
  for (const category of pageCategories) {
    const number = categoryNumbers.get(category);
    if (number !== undefined) lifts[number]! *= PAGE_LIFT;
  }
  return lifts;
}

function takeBest(
  state: MarketState,
  count: number,
  wanted: number,
  take: (i: number) => void,
): void {
  if (wanted <= 0) return;
  const { scores, order } = state.scratch;
  order.set(scores.subarray(0, count));
  const least = kthLargest(order, count, Math.min(wanted, count));
  let left = wanted;
  for (let i = 0; i < count && left > 0; i++) {
    if (scores[i]! > least) {
      take(i);
      left -= 1;
    }
  }
  for (let i = 0; i < count && left > 0; i++) {
    if (scores[i]! === least) {
      take(i);
      left -= 1;
    }
  }
}
