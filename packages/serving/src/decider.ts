import type { DecisionRecord, DecisionRequest, DecisionResponse } from '@placard/contracts';
import type { Clock, Random } from '@placard/domain';
import type { Scorer } from '@placard/ranking';
import type { CompiledSnapshot } from './compiled-snapshot.ts';
import type { StageObserver } from './pipeline.ts';
import type { HotState } from './ports.ts';
import type { TokenSealer } from './tokens/seal.ts';

/** What the transport knows of a request beyond its body. */
export type RequestFacts = {
  readonly device: 'desktop' | 'phone' | 'tablet' | 'tv' | null;
  readonly os: string | null;
  readonly browser: string | null;
  /** ISO 3166-1 alpha-2; the request body's `viewer.country` wins over it. */
  readonly country: string | null;
  /** BCP 47; the page's `language` wins over it. */
  readonly language: string | null;
  /** Audience ids the viewer belongs to. */
  readonly audiences?: readonly string[];
  /** Came with a server key: `restrictToAds` and `excludeAds` are obeyed. */
  readonly trusted: boolean;
  /** Stands in for the clock; trusted callers only (replay). */
  readonly nowMs?: number;
};

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
  readonly observe?: StageObserver;
};

export type DecisionOutcome = {
  readonly response: DecisionResponse;
  /** To be logged after the answer, one per opportunity. */
  readonly records: readonly DecisionRecord[];
};

export type Decider = {
  /** Swaps what serves, between requests. A market without a scorer is served by posterior means. */
  use(snapshot: CompiledSnapshot, scorers: ReadonlyMap<string, Scorer>): void;
  readonly current: CompiledSnapshot | null;
  /** Always answers: before a snapshot is in use every slot is empty with `not-ready`. */
  decide(request: DecisionRequest, facts: RequestFacts): Promise<DecisionOutcome>;
};

export declare function createDecider(options: DeciderOptions): Decider;
