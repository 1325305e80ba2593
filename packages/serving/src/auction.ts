import type {
  ExperimentArm,
  Predictor,
  ServedOnlineState,
  SnapshotPlacement,
} from '@placard/contracts';
import type { Random } from '@placard/domain';
import type { AdStats, RequestReading } from '@placard/ranking';
import type { MarketState } from './market-state.ts';
import type { StageRunner } from './pipeline.ts';
import type { HotState } from './ports.ts';
import { type ReadRequest, requestReading, targetingFacts } from './read-request.ts';
import { bid } from './stages/bid.ts';
import { type Bid, candidatesOf, type StageCount } from './stages/candidate.ts';
import { eligible } from './stages/eligible.ts';
import type { HydratedViewer } from './stages/hydrate.ts';
import { type Chooser, learnerOf, learnt } from './stages/learnt.ts';
import type { Lottery } from './stages/lottery.ts';
import { preRank } from './stages/pre-rank.ts';
import { rank } from './stages/rank.ts';
import { retrieve } from './stages/retrieve.ts';
import { visitQuality } from './stages/visit-quality.ts';
import type { ServedState } from './trials.ts';
import type { ZoneCache } from './zone-cache.ts';

/** The bids on one placement of a request, and how they came about. */
export type Auction = {
  readonly placement: SnapshotPlacement;
  readonly state: MarketState;
  /** The viewer's arm, where a canary is under way. */
  readonly experiment?: ExperimentArm;
  readonly reading: RequestReading;
  readonly viewer: HydratedViewer;
  readonly stats: AdStats;
  /** What the market had learnt online when it was asked; null where nothing. */
  readonly online: ServedOnlineState | null;
  readonly predictor: Predictor;
  readonly chooser: Chooser;
  /** Best rank score first. */
  readonly bids: readonly Bid[];
  /** For each of its slots, whether chance decides: drawn before anything is ranked. */
  readonly coins: readonly boolean[];
  /** What chance chooses from; null where it goes by rank score. */
  readonly lottery: Lottery | null;
  readonly funnel: readonly StageCount[];
};

export type AuctionContext = {
  readonly request: ReadRequest;
  readonly hotState: HotState;
  readonly random: Random;
  readonly zones: ZoneCache;
  /** By placement id, how many slots it has to fill. */
  readonly slotCounts: ReadonlyMap<string, number>;
  /** How many candidates a model looks at for each slot, where it has no pre-ranker. */
  readonly rankLimitPerSlot: number;
  /** Every eligible ad is ranked, as for a list that the caller named. */
  readonly whole: boolean;
  readonly stages: StageRunner;
  readonly restrictTo: ReadonlySet<string> | null;
  readonly exclude: ReadonlySet<string> | null;
  readonly onError: (error: unknown) => void;
};

const MAX_RANK_LIMIT = 5_000;
/** A pre-ranker goes through this many in the time a model takes for a few. */
const PRE_RANK_LIMIT = 4_000;

/** eligible -> retrieve -> pre-rank -> rank and correct -> what was learnt online -> bid, for one placement. */
export async function runAuction(
  placement: SnapshotPlacement,
  served: ServedState,
  viewer: HydratedViewer,
  context: AuctionContext,
): Promise<Auction> {
  const { state } = served;
  const { request, hotState, random, stages } = context;
  const { nowMs, body } = request;
  const reading = requestReading(request, placement);
  const stats = hotState.adStats(placement.marketId);
  const online = hotState.onlineState(placement.marketId);
  const found = stages.sync('eligible', () =>
    eligible({
      state,
      placement,
      viewer,
      facts: targetingFacts(request, reading, viewer.reading),
      zoneFacts: context.zones.facts(state.compiled.targeting.timeZones, nowMs),
      nowMs,
      pacingRates: hotState.pacingRates(),
      random,
      restrictTo: context.restrictTo,
      exclude: context.exclude,
      explain: body.explain,
    }),
  );
  const slots = context.slotCounts.get(placement.placementId)!;
  const { exploration } = state.compiled.market;
  const learner = learnerOf(state, online, context.onError);
  // Where a learner says how probable each ad is, that covers all chance: what it chooses from must hang on no coin.
  const byChance = () => !learner?.distribution && random() < exploration;
  const coins = Array.from({ length: slots }, byChance);
  const rankLimit = context.whole ? MAX_RANK_LIMIT : slots * context.rankLimitPerSlot;
  const cascade = state.preRankPass !== null && !context.whole;
  // Ads lie in scratch space until they are candidates: nothing may wait before that.
  const retrieved = stages.sync('retrieve', () =>
    retrieve({
      state,
      count: found.count,
      limit: cascade ? PRE_RANK_LIMIT : Math.min(MAX_RANK_LIMIT, rankLimit),
      viewer: viewer.reading,
      pageCategories: body.page.categories,
      stats,
      nowMs,
      random,
    }),
  );
  const shortlisted = cascade
    ? stages.sync('pre-rank', () =>
        preRank({
          state,
          count: retrieved.count,
          slots,
          byChance: coins.includes(true),
          floorECpmMicros: placement.floorECpmMicros,
          request: reading,
          viewer: viewer.reading,
          stats,
          online,
          nowMs,
          random,
        }),
      )
    : null;
  const left = shortlisted ?? { count: retrieved.count, byRank: retrieved.count };
  const candidates = candidatesOf(state, left, stats, nowMs, retrieved.count < found.count);
  const predictor = await stages.wait('rank', () =>
    rank(candidates, state, reading, viewer.reading, online, context.onError),
  );
  const pair = { request: reading, viewer: viewer.reading };
  const chooser = learnt(candidates, state, pair, learner, predictor);
  const quality = state.visitValue
    ? visitQuality(state.visitValue, candidates, reading, viewer.reading)
    : undefined;
  const priced = stages.sync('bid', () => bid(candidates, placement.floorECpmMicros, quality));
  return {
    placement,
    ...served,
    reading,
    viewer,
    stats,
    online,
    predictor,
    chooser,
    bids: priced.bids,
    coins,
    lottery: shortlisted?.lottery ?? null,
    funnel: [
      found.stage,
      retrieved.stage,
      ...(shortlisted ? [shortlisted.stage] : []),
      priced.stage,
    ],
  };
}
