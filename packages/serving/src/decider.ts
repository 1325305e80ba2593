import type { DecisionRecord, DecisionRequest, DecisionResponse } from '@placard/contracts';
import { type Clock, newId, type Random } from '@placard/domain';
import type { ContentIndex, Retriever, Scorer, VisitValue } from '@placard/ranking';
import { answer } from './answer/answer.ts';
import { recordsOf } from './answer/record.ts';
import { isShadowed, withShadow } from './answer/shadow.ts';
import { type Auction, runAuction } from './auction.ts';
import type { CompiledSnapshot } from './compiled-snapshot.ts';
import { fillSlots, type Slot } from './fill-slots.ts';
import { createStageRunner, type StageObserver } from './pipeline.ts';
import type { HotState } from './ports.ts';
import { type ReadRequest, type RequestFacts, readRequest } from './read-request.ts';
import { hydrate } from './stages/hydrate.ts';
import type { TokenSealer } from './tokens/seal.ts';
import { type ServedMarket, servedState, serveMarket, type Trials } from './trials.ts';
import { createZoneCache } from './zone-cache.ts';

export type DeciderOptions = {
  readonly hotState: HotState;
  readonly clock: Clock;
  readonly random: Random;
  readonly tokens: TokenSealer;
  /** Prefix of relative creative image paths, without a trailing slash. */
  readonly assetsBaseUrl: string;
  /** The address that redirects a click; it takes the conversion token along to the landing page. */
  readonly clickUrl: (clickToken: string, conversionToken: string) => string;
  /** Impression, viewable and click tokens and the hold live this long. */
  readonly tokenTtlMs: number;
  readonly conversionTokenTtlMs: number;
  /** How many candidates a model without a pre-ranker looks at for each slot to fill; default 200. */
  readonly rankLimitPerSlot?: number;
  readonly observe?: StageObserver;
  /** Told of what went wrong and was worked around: the store not answering, a model failing. */
  readonly onError?: (error: unknown) => void;
};

export type DecisionOutcome = {
  readonly response: DecisionResponse;
  /** To be logged after the answer, one per opportunity whose placement is known. */
  readonly records: readonly DecisionRecord[];
  /** Present where a shadow is to be asked: the same records with its scores. To be called after the answer. */
  readonly shadowed?: () => Promise<readonly DecisionRecord[]>;
};

export type Decider = {
  /** Swaps what serves, between requests. A market without a scorer is served by posterior means. */
  use(
    snapshot: CompiledSnapshot,
    scorers: ReadonlyMap<string, Scorer>,
    trials?: ReadonlyMap<string, Trials>,
    retrievers?: ReadonlyMap<string, Retriever>,
    contents?: ReadonlyMap<string, ContentIndex>,
    visitValues?: ReadonlyMap<string, VisitValue>,
  ): void;
  readonly current: CompiledSnapshot | null;
  /** Always answers: before a snapshot is in use every slot is empty with `not-ready`. */
  decide(request: DecisionRequest, facts: RequestFacts): Promise<DecisionOutcome>;
};

const RANK_LIMIT_PER_SLOT = 200;

type Serving = {
  readonly snapshot: CompiledSnapshot;
  readonly markets: ReadonlyMap<string, ServedMarket>;
};

/** The decision pipeline: read, hydrate, an auction per placement, slots filled and held, then the answer. */
export function createDecider(options: DeciderOptions): Decider {
  const { hotState, clock, random } = options;
  const stages = createStageRunner(options.observe);
  const onError = options.onError ?? (() => {});
  const zones = createZoneCache();
  let serving: Serving | null = null;

  const auctionsOf = async (
    request: ReadRequest,
    { snapshot, markets }: Serving,
  ): Promise<ReadonlyMap<string, Auction>> => {
    const placements = new Set(
      request.body.opportunities.flatMap(
        ({ placementId }) => snapshot.placements.get(placementId) ?? [],
      ),
    );
    const marketIds = new Set([...placements].map(({ marketId }) => marketId));
    const viewers = await stages.wait('hydrate', () =>
      hydrate(
        request,
        marketIds,
        (marketId) => markets.get(marketId)?.champion.content?.index ?? null,
        hotState,
        onError,
      ),
    );
    const { trusted } = request.facts;
    const { restrictToAds, excludeAds } = request.body;
    const context = {
      request,
      hotState,
      random,
      zones,
      stages,
      onError,
      slotCounts: slotCounts(request),
      rankLimitPerSlot: options.rankLimitPerSlot ?? RANK_LIMIT_PER_SLOT,
      whole: trusted && restrictToAds !== undefined,
      restrictTo: trusted && restrictToAds ? new Set(restrictToAds) : null,
      exclude: trusted && excludeAds ? new Set(excludeAds) : null,
    };
    const auctions = new Map<string, Auction>();
    for (const placement of placements) {
      const market = markets.get(placement.marketId);
      const viewer = viewers.get(placement.marketId);
      if (!market || !viewer) continue;
      const served = servedState(market, request);
      auctions.set(placement.placementId, await runAuction(placement, served, viewer, context));
    }
    return auctions;
  };

  const slotsOf = async (request: ReadRequest, now: Serving, holdExpiresAtMs: number) => {
    const auctions = await auctionsOf(request, now);
    const opportunities = request.body.opportunities.map(({ slotId, placementId }) => ({
      slotId,
      auction: auctions.get(placementId) ?? null,
    }));
    const context = { request, hotState, random, zones, holdExpiresAtMs, onError };
    return stages.wait('fill', () => fillSlots(opportunities, context));
  };

  const decide = async (body: DecisionRequest, facts: RequestFacts): Promise<DecisionOutcome> => {
    const startMs = performance.now();
    const request = readRequest(body, facts, clock.nowMs());
    const expiresAtMs = request.nowMs + options.tokenTtlMs;
    const now = serving;
    const slots = now ? await slotsOf(request, now, expiresAtMs) : body.opportunities.map(notReady);
    const response = stages.sync('answer', () =>
      answer(slots, {
        request,
        tokens: options.tokens,
        assetsBaseUrl: options.assetsBaseUrl,
        clickUrl: options.clickUrl,
        expiresAtMs,
        conversionExpiresAtMs: request.nowMs + options.conversionTokenTtlMs,
      }),
    );
    const latencyUs = Math.round((performance.now() - startMs) * 1000);
    const revision = now?.snapshot.revision ?? '';
    let records: DecisionRecord[] | undefined;
    const shadowOf = (marketId: string) => {
      const shadow = now?.markets.get(marketId)?.shadow ?? null;
      return shadow && isShadowed(shadow, request.requestId) ? shadow : null;
    };
    const asksShadow = slots.some(
      ({ choice, auction }) => choice && shadowOf(auction!.placement.marketId),
    );
    return {
      response,
      ...(asksShadow && {
        shadowed: () =>
          withShadow(recordsOf(slots, request, revision, latencyUs), slots, shadowOf, onError),
      }),
      // Made when first asked for: after the answer is on its way.
      get records() {
        records ??= recordsOf(slots, request, revision, latencyUs);
        return records;
      },
    };
  };

  return {
    use: (snapshot, scorers, trials, retrievers, contents, visitValues) => {
      const markets = new Map(
        [...snapshot.markets].map(([marketId, compiled]) => [
          marketId,
          serveMarket(
            compiled,
            scorers.get(marketId) ?? null,
            trials?.get(marketId) ?? {},
            zones,
            retrievers?.get(marketId) ?? null,
            contents?.get(marketId) ?? null,
            visitValues?.get(marketId) ?? null,
          ),
        ]),
      );
      serving = { snapshot, markets };
    },
    get current() {
      return serving?.snapshot ?? null;
    },
    decide,
  };
}

function slotCounts({ body }: ReadRequest): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { placementId } of body.opportunities) {
    counts.set(placementId, (counts.get(placementId) ?? 0) + 1);
  }
  return counts;
}

function notReady({ slotId }: { readonly slotId: string }): Slot {
  return {
    slotId,
    decisionId: newId('dec'),
    auction: null,
    choice: null,
    noFill: 'not-ready',
    reserve: null,
  };
}
