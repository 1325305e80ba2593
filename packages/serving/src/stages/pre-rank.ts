import { eCpmMicros, PRICING_MODELS, type Random } from '@placard/domain';
import {
  type AdStats,
  calibrate,
  leastShortlist,
  markShortlist,
  type RequestReading,
  type ViewerReading,
} from '@placard/ranking';
import type { MarketState } from '../market-state.ts';
import type { StageCount } from './candidate.ts';

export type PreRankInput = {
  readonly state: MarketState;
  /** Retrieved ads are state.scratch.ads[0 .. count). */
  readonly count: number;
  readonly slots: number;
  readonly request: RequestReading;
  readonly viewer: ViewerReading;
  readonly stats: AdStats;
  readonly nowMs: number;
  readonly random: Random;
};

/** So many campaigns beyond the slots to fill: when one may not spend any more, another must be at hand. */
const SPARE_CAMPAIGNS = 3;

/**
 * Cuts what was retrieved down to what may win: the model's pre-ranker gives each a click rate, the auction's
 * own objective makes a score of it, and those near the best are left for the model. Without a pre-ranker
 * everything passes. What it keeps are indices in state.scratch.ads[0 .. count).
 */
export function preRank(input: PreRankInput): { count: number; stage: StageCount } {
  const { state, count, slots } = input;
  const { ads, scores, order, marks } = state.scratch;
  const margin = state.scorer?.preRanker?.margin;
  if (margin === undefined || count <= leastShortlist(slots))
    return { count, stage: stageOf(count, count) };
  score(input);
  const tiesFrom = Math.floor(input.random() * count);
  markShortlist(scores, count, { margin, slots, tiesFrom }, order, marks);
  markSpareCampaigns(state, count, slots + SPARE_CAMPAIGNS);
  let kept = 0;
  for (let i = 0; i < count; i++) if (marks[i] === 1) ads[kept++] = ads[i]!;
  return { count: kept, stage: stageOf(count, kept) };
}

function stageOf(count: number, kept: number): StageCount {
  const removed: StageCount['removed'] = kept < count ? { 'not-shortlisted': count - kept } : {};
  return { stage: 'pre-rank', kept, removed };
}

/** scores[i]: the eCPM of the i-th retrieved ad by the pre-ranker's click rate. */
function score({ state, count, request, viewer, stats, nowMs }: PreRankInput): void {
  const { ads, scores } = state.scratch;
  const { bidMicros, pricing } = state.compiled;
  const { map } = state.scorer!;
  const of = (ad: number) => state.reading(ad, stats, nowMs);
  const epoch = state.readingEpoch(stats, nowMs);
  state.preRankPass!.logits({ request, viewer }, { epoch, of }, ads, count, scores);
  const rates = { pCtr: 0, pCvr: 1 };
  for (let i = 0; i < count; i++) {
    const ad = ads[i]!;
    const kind = PRICING_MODELS[pricing[ad]!]!;
    rates.pCtr = calibrate(map, scores[i]!);
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
