import type { ServedOnlineState } from '@placard/contracts';
import { eCpmMicros, PRICING_MODELS, type Random } from '@placard/domain';
import {
  type AdStats,
  bestPositions,
  markShortlist,
  type RequestReading,
  type ViewerReading,
} from '@placard/ranking';
import type { MarketState } from '../market-state.ts';
import type { StageCount } from './candidate.ts';
import type { Lottery } from './lottery.ts';
import { SHORTLIST } from './select.ts';

export type PreRankInput = {
  readonly state: MarketState;
  /** Retrieved ads are state.scratch.ads[0 .. count). */
  readonly count: number;
  readonly slots: number;
  /** Chance decides some of these slots: what it may choose has to be ranked as well. */
  readonly byChance: boolean;
  readonly floorECpmMicros: number;
  readonly request: RequestReading;
  readonly viewer: ViewerReading;
  readonly stats: AdStats;
  readonly online: ServedOnlineState | null;
  readonly nowMs: number;
  readonly random: Random;
};

/** So many campaigns beyond the slots to fill: when one may not spend any more, another must be at hand. */
const SPARE_CAMPAIGNS = 3;

/** An ad whose pre-ranked eCPM is this many floors will not turn out to be below the floor. */
const CLEAR_OF_FLOOR = 2;

export type PreRanked = {
  /** Ads to rank are state.scratch.ads[0 .. count); those from `byRank` on only because chance may choose them. */
  readonly count: number;
  readonly byRank: number;
  /** Null where chance goes by the model's own scores: then all that it may choose is ranked. */
  readonly lottery: Lottery | null;
  readonly stage: StageCount;
};

/**
 * Cuts what was retrieved down to what may win: the model's pre-ranker gives each a click rate, the auction's
 * own objective makes a score of it, and those near the best are left for the model. What chance may choose and how
 * probably is settled here too, so that the model looks at it only when chance decides.
 */
export function preRank(input: PreRankInput): PreRanked {
  const { state, count, slots } = input;
  const { ads, scores, order, marks } = state.scratch;
  const margin = state.scorer?.preRanker?.margin;
  const reach = SHORTLIST + slots;
  if (margin === undefined || count <= reach) {
    return { count, byRank: count, lottery: null, stage: stageOf(count, count) };
  }
  score(input);
  const tiesFrom = Math.floor(input.random() * count);
  const reached = bestPositions(scores, count, reach, tiesFrom);
  const lottery = lotteryOf(input, reached);
  markShortlist(scores, count, { margin, slots, tiesFrom, best: reached }, order, marks);
  if (!lottery) for (const i of reached) marks[i] = 1;
  markSpareCampaigns(state, count, slots + SPARE_CAMPAIGNS);
  const forChance: number[] = [];
  if (lottery && input.byChance) {
    for (const i of reached) if (marks[i] === 0) forChance.push(ads[i]!);
  }
  let kept = 0;
  for (let i = 0; i < count; i++) if (marks[i] === 1) ads[kept++] = ads[i]!;
  const byRank = kept;
  for (const ad of forChance) ads[kept++] = ad;
  return { count: kept, byRank, lottery, stage: stageOf(count, kept) };
}

/** Null when one of those within reach may turn out to be below the floor: its rank has to be known beforehand. */
function lotteryOf({ state, floorECpmMicros }: PreRankInput, reached: number[]): Lottery | null {
  const { ads, scores } = state.scratch;
  const weights = reached.map((i) => scores[i]!);
  const least = weights.at(-1)!;
  if (!(least > 0 && least >= CLEAR_OF_FLOOR * floorECpmMicros)) return null;
  return { ads: reached.map((i) => state.compiled.ads[ads[i]!]!), weights };
}

function stageOf(count: number, kept: number): StageCount {
  const removed: StageCount['removed'] = kept < count ? { 'not-shortlisted': count - kept } : {};
  return { stage: 'pre-rank', kept, removed };
}

/** scores[i]: the eCPM of the i-th retrieved ad by the pre-ranker's click rate, corrected as the model's is. */
function score({ state, count, request, viewer, stats, online, nowMs }: PreRankInput): void {
  const { ads, scores } = state.scratch;
  const { bidMicros, pricing } = state.compiled;
  const { modelVersionId, preRanker } = state.scorer!;
  const rate = preRanker!.rates(online?.corrections[modelVersionId]);
  const of = (ad: number) => state.reading(ad, stats, nowMs);
  const epoch = state.readingEpoch(stats, nowMs);
  state.preRankPass!.logits({ request, viewer }, { epoch, of }, ads, count, scores);
  const rates = { pCtr: 0, pCvr: 1 };
  for (let i = 0; i < count; i++) {
    const ad = ads[i]!;
    const kind = PRICING_MODELS[pricing[ad]!]!;
    rates.pCtr = rate(scores[i]!);
    if (kind === 'cpa') rates.pCvr = of(ad).pCvr;
    const score = eCpmMicros(kind, bidMicros[ad]!, rates);
    scores[i] = Number.isFinite(score) ? score : -Infinity;
  }
}

/** Marks the best ad of each of the next best campaigns, until ads of `wanted` campaigns are marked. */
function markSpareCampaigns(state: MarketState, count: number, wanted: number): void {
  const { ads, scores, marks } = state.scratch;
  const { campaignOfGroup, ads: marketAds } = state.compiled;
  const campaignOf = (i: number) => campaignOfGroup[marketAds[ads[i]!]!.groupIndex]!;
  const present = new Set<number>();
  for (let i = 0; i < count && present.size < wanted; i++) {
    if (marks[i] === 1) present.add(campaignOf(i));
  }
  if (present.size >= wanted) return;
  const bestOf = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    if (marks[i] === 1) continue;
    const campaign = campaignOf(i);
    const best = bestOf.get(campaign);
    if (best === undefined || scores[i]! > scores[best]!) bestOf.set(campaign, i);
  }
  const spare = [...bestOf].filter(([campaign]) => !present.has(campaign));
  spare.sort(([, a], [, b]) => scores[b]! - scores[a]!);
  for (const [, best] of spare.slice(0, wanted - present.size)) marks[best] = 1;
}
