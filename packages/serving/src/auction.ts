import type { Predictor, SnapshotPlacement } from '@placard/contracts';
import type { Random } from '@placard/domain';
import type { AdStats, RequestReading } from '@placard/ranking';
import type { MarketState } from './market-state.ts';
import type { StageRunner } from './pipeline.ts';
import type { HotState } from './ports.ts';
import { type ReadRequest, requestReading, targetingFacts } from './read-request.ts';
import { bid } from './stages/bid.ts';
import type { Bid, StageCount } from './stages/candidate.ts';
import { eligible } from './stages/eligible.ts';
import type { HydratedViewer } from './stages/hydrate.ts';
import { rank } from './stages/rank.ts';
import { retrieve } from './stages/retrieve.ts';
import type { ZoneCache } from './zone-cache.ts';

/** The bids on one placement of a request, and how they came about. */
export type Auction = {
  readonly placement: SnapshotPlacement;
  readonly state: MarketState;
  readonly reading: RequestReading;
  readonly viewer: HydratedViewer;
  readonly stats: AdStats;
  readonly predictor: Predictor;
  /** Best rank score first. */
  readonly bids: readonly Bid[];
  readonly funnel: readonly StageCount[];
};

export type AuctionContext = {
  readonly request: ReadRequest;
  readonly hotState: HotState;
  readonly random: Random;
  readonly zones: ZoneCache;
  /** By placement id, how many candidates the model may look at. */
  readonly rankLimits: ReadonlyMap<string, number>;
  readonly stages: StageRunner;
  readonly restrictTo: ReadonlySet<string> | null;
  readonly exclude: ReadonlySet<string> | null;
  readonly onError: (error: unknown) => void;
};

/** eligible -> retrieve -> rank and calibrate -> bid, for one placement. */
export async function runAuction(
  placement: SnapshotPlacement,
  state: MarketState,
  viewer: HydratedViewer,
  context: AuctionContext,
): Promise<Auction> {
  const { request, hotState, random, stages } = context;
  const { nowMs, body } = request;
  const reading = requestReading(request, placement);
  const stats = hotState.adStats(placement.marketId);
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
  // Eligible ads lie in scratch space: retrieval must follow before anything waits.
  const retrieved = stages.sync('retrieve', () =>
    retrieve({
      state,
      count: found.count,
      limit: context.rankLimits.get(placement.placementId)!,
      viewer: viewer.reading,
      pageCategories: body.page.categories,
      stats,
      nowMs,
      random,
    }),
  );
  const predictor = await stages.wait('rank', () =>
    rank(retrieved.candidates, state, reading, viewer.reading, context.onError),
  );
  const priced = stages.sync('bid', () => bid(retrieved.candidates, placement.floorECpmMicros));
  return {
    placement,
    state,
    reading,
    viewer,
    stats,
    predictor,
    bids: priced.bids,
    funnel: [found.stage, retrieved.stage, priced.stage],
  };
}
