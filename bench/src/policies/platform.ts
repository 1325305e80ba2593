import {
  type DecisionRecord,
  decisionRequestSchema,
  type LoggedEvent,
  type ServingPolicy,
} from '@placard/contracts';
import { DAY_MS, seededRandom } from '@placard/domain';
import {
  adStatsDelta,
  applyEvent,
  createOnlineMarket,
  emptyProfile,
  type Outcome,
  type Scorer,
} from '@placard/ranking';
import { compileSnapshot, createDecider, createTokenSealer } from '@placard/serving';
import type { PageView } from '@placard/simulator';
import { createMemoryStore } from '@placard/store';
import { MARKET_ID, PLACEMENT_ID, policySnapshot } from './snapshot.ts';

/** An outcome is learnt from when the time for a click has passed, as the worker does. */
const CLICK_WAIT_MS = 300_000;
/** Counters and online states are published after so many decisions: about a second of a busy market. */
const PUBLISH_EVERY = 20;

/** The serving pipeline and the worker's folds in one process, over the memory store. */
export type InProcessPlatform = {
  use(policy: ServingPolicy, exploration: number, scorer: Scorer | null): void;
  decide(view: PageView): Promise<DecisionRecord>;
  happened(view: PageView, record: DecisionRecord, clicked: boolean): Promise<void>;
};

export function createInProcessPlatform(seed: number): InProcessPlatform {
  const store = createMemoryStore();
  const online = createOnlineMarket();
  const waiting: Outcome[] = [];
  const uncounted: LoggedEvent[] = [];
  let nowMs = 0;
  let seq = 0;
  let sinceEvents = 0;
  let policy: ServingPolicy = 'auto';
  const decider = createDecider({
    hotState: store,
    clock: { nowMs: () => nowMs },
    random: seededRandom(7_000 + seed),
    tokens: createTokenSealer([{ keyId: 1, secret: 'x'.repeat(32) }]),
    assetsBaseUrl: 'https://ads.example',
    clickUrl: (token) => `https://ads.example/c/${token}`,
    ...{ tokenTtlMs: DAY_MS, conversionTokenTtlMs: DAY_MS },
    onError: (error) => {
      throw error;
    },
  });

  const eventOf = (
    view: PageView,
    { id, winner }: DecisionRecord,
    kind: 'impression' | 'click',
  ): LoggedEvent => {
    const { adId, adGroupId, advertiserId, campaignId, features } = winner!;
    seq += 1;
    return {
      ...{ id: `evt_${seq}`, kind, dedupeKey: `${id}:${kind}`, occurredAtMs: view.atMs },
      ...{ marketId: MARKET_ID, viewerKey: view.viewer.viewerKey, placementId: PLACEMENT_ID },
      ...{ publisherOrganizationId: 'org_2', propertyId: 'prp_1', itemId: null, quantity: null },
      ...{ value: null, ivt: null, categories: features['ad-categories'] as string[] },
      decision: {
        ...{ decisionId: id, advertiserOrganizationId: 'org_1', advertiserId, campaignId },
        ...{ adGroupId, adId, chargeMicros: 0, publisherShareBps: 7_000, decidedAtMs: view.atMs },
      },
      position: { xid: '1', seq: String(seq) },
    };
  };

  const publish = async () => {
    const delta = adStatsDelta(MARKET_ID, uncounted.splice(0), null);
    if (delta) await store.addAdStats(delta);
    while (waiting[0] && waiting[0].atMs + CLICK_WAIT_MS <= nowMs) online.learn(waiting.shift()!);
    if (online.version) await store.writeOnlineState(online.served(MARKET_ID, policy));
  };

  return {
    use: (chosen, exploration, scorer) => {
      policy = chosen;
      const compiled = compileSnapshot(policySnapshot(policy, exploration), `${policy} ${seq}`);
      decider.use(compiled, new Map(scorer ? [[MARKET_ID, scorer]] : []));
    },
    decide: async (view) => {
      nowMs = view.atMs;
      const { viewer, page } = view;
      const body = decisionRequestSchema.parse({
        opportunities: [{ slotId: 'top', placementId: PLACEMENT_ID }],
        page: { url: page.url, title: page.title, categories: page.topics },
        viewer: { key: viewer.viewerKey, attributes: viewer.attributes },
        consent: { personalization: true, storage: true },
      });
      const { records } = await decider.decide(body, {
        ...{ device: viewer.device.device, os: 'linux', browser: 'firefox' },
        ...{ country: viewer.country.code, language: 'en', trusted: true },
      });
      const [record] = records;
      if (!record?.winner) throw new Error(`nothing was shown: ${record?.noFill}`);
      return record;
    },
    happened: async (view, record, clicked) => {
      const events = [eventOf(view, record, 'impression')];
      if (clicked) events.push(eventOf(view, record, 'click'));
      const key = view.viewer.viewerKey;
      const [known] = await store.viewerProfiles(MARKET_ID, [key]);
      const before = known ?? emptyProfile(MARKET_ID, key);
      await store.writeViewerProfiles([events.reduce(applyEvent, before)]);
      uncounted.push(...events);
      const { predictor, winner } = record;
      waiting.push({
        ...{ version: `1.${seq}`, atMs: view.atMs, clicked, pCtr: winner!.pCtr },
        modelVersionId: predictor.kind === 'model' ? predictor.modelVersionId : null,
        modelPCtr: winner!.online!.modelPCtr,
        features: winner!.features,
      });
      sinceEvents += 1;
      nowMs = view.atMs;
      if (sinceEvents % PUBLISH_EVERY === 0) await publish();
    },
  };
}
