import type { ExperimentArm } from '@placard/contracts';
import { shareOf } from '@placard/domain';
import type { ContentIndex, Retriever, Scorer, VisitValue } from '@placard/ranking';
import type { CompiledMarket } from './compiled-market.ts';
import { createMarketState, type MarketState } from './market-state.ts';
import type { ReadRequest } from './read-request.ts';
import type { ZoneCache } from './zone-cache.ts';

/** Versions on trial in one market, beside its champion. */
export type Trials = {
  /** A scorer that is null could not be loaded: its viewers are served as by the champion, and counted as errors. */
  readonly canary?: {
    readonly experimentId: string;
    readonly share: number;
    readonly scorer: Scorer | null;
  };
  readonly shadow?: {
    readonly experimentId: string;
    readonly share: number;
    readonly scorer: Scorer;
  };
};

/** What serves one market: the champion's state, the canary's, and what a shadow is asked. */
export type ServedMarket = {
  readonly champion: MarketState;
  readonly canary: {
    readonly state: MarketState;
    readonly trial: NonNullable<Trials['canary']>;
  } | null;
  readonly shadow: NonNullable<Trials['shadow']> | null;
};

export function serveMarket(
  compiled: CompiledMarket,
  scorer: Scorer | null,
  trials: Trials,
  zones: ZoneCache,
  retriever: Retriever | null,
  content: ContentIndex | null,
  visitValue: VisitValue | null = null,
): ServedMarket {
  const champion = createMarketState(compiled, scorer, zones, retriever, content, visitValue);
  const { canary, shadow = null } = trials;
  if (!canary) return { champion, canary: null, shadow };
  const state = canary.scorer
    ? createMarketState(compiled, canary.scorer, zones, retriever, content, visitValue)
    : champion;
  return { champion, canary: { state, trial: canary }, shadow };
}

export type ServedState = { readonly state: MarketState; readonly experiment?: ExperimentArm };

/** A viewer stays with one arm; who is unknown is split by request. */
export function servedState({ champion, canary }: ServedMarket, request: ReadRequest): ServedState {
  if (!canary) return { state: champion };
  const { experimentId, share } = canary.trial;
  const inCanary = shareOf(experimentId, request.viewerKey ?? request.requestId) < share;
  return inCanary
    ? { state: canary.state, experiment: { experimentId, arm: 'canary' } }
    : { state: champion, experiment: { experimentId, arm: 'control' } };
}
