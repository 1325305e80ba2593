import { type DecisionRequest, decisionRequestSchema, type Snapshot } from '@placard/contracts';
import { MINUTE_MS, type Random, seededRandom } from '@placard/domain';
import type { ContentIndex, Retriever, Scorer } from '@placard/ranking';
import { compileSnapshot, createDecider, createTokenSealer } from '@placard/serving';
import type { Store } from '@placard/store';
import { busyProfile, CATEGORIES, marketOf, NOW_MS, pick } from './market.ts';

const VIEWERS = 200;
export const FACTS = {
  device: 'desktop',
  os: 'linux',
  browser: 'firefox',
  country: 'DE',
  language: 'de',
  trusted: false,
} as const;

export type WorldOptions = {
  readonly ads: number;
  readonly eligible?: number;
  /** Share of slots left to chance; the market's default where absent. */
  readonly exploration?: number;
  readonly store: Store;
  /** Between decisions; default 10. */
  readonly stepMs?: number;
  readonly random?: Random;
  readonly change?: (snapshot: Snapshot) => Snapshot;
};

/** A decider over a market of the bench and its viewers, with what each stage took so far. */
export async function createWorld(options: WorldOptions) {
  const { ads, eligible = ads, store, random = seededRandom(42), stepMs = 10 } = options;
  const { change = (snapshot: Snapshot) => snapshot } = options;
  const market = change(marketOf(ads, random, eligible));
  const snapshot: Snapshot = {
    ...market,
    markets: market.markets.map((one) => ({
      ...one,
      exploration: options.exploration ?? one.exploration,
    })),
  };
  const viewers = Array.from({ length: VIEWERS }, (_, i) => `viewer-${i}`);
  const profiles = viewers.map((key) => busyProfile(key, snapshot, random));
  await store.writeViewerProfiles(profiles);
  const stageUs = new Map<string, number[]>();
  const errors: unknown[] = [];
  let nowMs = NOW_MS;
  const decider = createDecider({
    hotState: store,
    clock: { nowMs: () => nowMs },
    random,
    tokens: createTokenSealer([{ keyId: 1, secret: 'x'.repeat(32) }]),
    assetsBaseUrl: 'https://ads.example',
    clickUrl: (token) => `https://ads.example/c/${token}`,
    tokenTtlMs: 30 * MINUTE_MS,
    conversionTokenTtlMs: 60 * MINUTE_MS,
    observe: (stage, us) => {
      const known = stageUs.get(stage);
      if (known) known.push(us);
      else stageUs.set(stage, [us]);
    },
    onError: (error) => errors.push(error),
  });
  const compiled = compileSnapshot(snapshot, 'bench');
  return {
    snapshot,
    profiles,
    stageUs,
    errors,
    use: (scorer?: Scorer, retriever?: Retriever, content?: ContentIndex) =>
      decider.use(
        compiled,
        new Map(scorer ? [['mkt_1', scorer]] : []),
        new Map(),
        new Map(retriever ? [['mkt_1', retriever]] : []),
        new Map(content ? [['mkt_1', content]] : []),
      ),
    request: (slots = 1): DecisionRequest =>
      decisionRequestSchema.parse({
        opportunities: Array.from({ length: slots }, (_, i) => ({
          slotId: `s${i}`,
          placementId: 'plc_1',
        })),
        page: { categories: [pick(CATEGORIES, random)], keywords: [] },
        viewer: { key: pick(viewers, random), attributes: {} },
        consent: { personalization: true },
      }),
    decide: (request: DecisionRequest, trusted = false) => {
      nowMs += stepMs;
      return decider.decide(request, { ...FACTS, trusted });
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
