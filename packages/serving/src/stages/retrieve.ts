import { eventsPerThousand, type Random } from '@placard/domain';
import { type AdStats, kthLargest, smoothedRatio, type ViewerReading } from '@placard/ranking';
import type { CompiledMarket } from '../compiled-market.ts';
import type { MarketState } from '../market-state.ts';
import type { StageCount } from './candidate.ts';

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
const EXPLORE_SHARE = 0.1;
/** An ad on the page's topic is taken to be this much likelier to be clicked, before a model says better. */
const PAGE_LIFT = 2;

/**
 * Cuts the eligible down to what is worth a score: the best by expected revenue for anybody, the best when
 * weighed by this viewer's interests and the page's topics, and some by chance. A set that is small enough
 * passes whole. What it keeps are indices in state.scratch.ads[0 .. count).
 */
export function retrieve(input: RetrieveInput): { count: number; stage: StageCount } {
  const { state, count, limit } = input;
  const { ads, marks } = state.scratch;
  if (count <= limit) return { count, stage: { stage: 'retrieve', kept: count, removed: {} } };
  let kept = 0;
  const takeMarked = (i: number) => {
    if (marks[i] === 1 || kept >= limit) return;
    marks[i] = 1;
    kept += 1;
  };
  marks.fill(0, 0, count);
  scorePopular(input);
  takeBest(state, count, Math.ceil(limit * POPULAR_SHARE), takeMarked);
  weighByInterest(input);
  // Marked ones score -Infinity by now: the best of the rest fill the share of interests.
  takeBest(state, count, Math.floor(limit * (1 - EXPLORE_SHARE)) - kept, takeMarked);
  while (kept < limit) takeMarked(Math.floor(input.random() * count));
  let to = 0;
  for (let i = 0; i < count; i++) if (marks[i] === 1) ads[to++] = ads[i]!;
  return {
    count: kept,
    stage: { stage: 'retrieve', kept, removed: { 'not-retrieved': count - kept } },
  };
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
    scores[i] = marks[i] === 1 ? -Infinity : scores[i]! * lift;
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
