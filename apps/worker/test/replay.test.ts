import {
  type DecisionRecord,
  decisionRequestSchema,
  type FeatureEncoding,
  type LogPosition,
  modelCardSchema,
  type Snapshot,
  snapshotSchema,
} from '@placard/contracts';
import { newId, seededRandom } from '@placard/domain';
import {
  type AdStats,
  addAdStatsDelta,
  adStatsDelta,
  applyEvent,
  type ContentIndex,
  defaultFeatures,
  emptyAdStats,
  emptyProfile,
  loadContent,
  loadScorer,
  readAd,
  readFeatures,
  readViewer,
  type Scorer,
  VISIT_FEATURES,
} from '@placard/ranking';
import { compileSnapshot, createDecider, createTokenSealer } from '@placard/serving';
import { eventually } from '@placard/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SQUARE_MODEL } from './known-model.ts';
import { adEvent, createCampaign, createMarket, type TestMarket } from './market.ts';
import { startConsumers, stores, type TestStore } from './running-consumers.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const TEXTS = [
  ['Trail running shoes with grip', 'sport'],
  ['Running shoes for the marathon', 'sport'],
  ['Socks for a long marathon', 'sport'],
  ['A kitchen knife of steel', 'cooking'],
  ['Steel pans for the kitchen', 'cooking'],
  ['Knife and pan, a kitchen set', 'cooking'],
] as const;
const DECISIONS = 40;
const VIEWERS = 4;

let market: TestMarket;
let opened: TestStore;
let worker: Awaited<ReturnType<typeof startConsumers>>;
let scorer: Scorer;
beforeEach(async () => {
  market = await createMarket();
  for (const [headline, category] of TEXTS) {
    const { adId } = await createCampaign(market);
    await market.owner.query(
      `update creative_versions set headline = $2
       where creative_id = (select creative_id from ads where id = $1)`,
      [adId, headline],
    );
    await market.owner.query('update ads set categories = $2 where id = $1', [adId, [category]]);
  }
  opened = await stores.memory();
  worker = await startConsumers(market, opened.store);
});
afterEach(async () => {
  await scorer?.dispose();
  await worker.stop();
  await opened.drop();
  await market.drop();
});

/** What a decision is made from besides the request: where the log had been folded to. */
type Moment = { readonly record: DecisionRecord; readonly upTo: LogPosition | null };

test('replayed decisions have the features and scores that were logged, bit for bit', async () => {
  const { snapshot, revision } = await publishedWithContent();
  const content = loadContent(await worker.blobs.get(snapshot.markets[0]!.content!.digest));
  scorer = await loadScorer(newId('mdl'), artefact(snapshot));
  const moments = await decideAndReact(snapshot, revision, content);
  await worker.writer.appendDecisions(moments.map(({ record }) => record));

  // Everything from here on comes from the log, the blobs and the model alone.
  const { rows } = await market.owner.query<{
    id: string;
    snapshot_revision: string;
    features: Record<string, unknown>;
    p_ctr: number;
  }>('select id, snapshot_revision, features, p_ctr from decisions where features is not null');
  expect(rows).toHaveLength(DECISIONS);
  const stored = new Map(rows.map((row) => [row.id, row]));
  const seen = new Set<string>();
  for (const { record, upTo } of moments) {
    const logged = stored.get(record.id)!;
    const pair = await replay(record, upTo, await readSnapshot(logged.snapshot_revision));
    const read = [...defaultFeatures({ viewerAttributes: ['age'] }), ...VISIT_FEATURES];
    const features = readFeatures(read, pair);
    expect(JSON.parse(JSON.stringify(features))).toEqual(logged.features);
    const [offline] = await scorer.score([features]);
    expect(offline!.pCtr).toBe(record.winner!.pCtr);
    expect(logged.p_ctr).toBe(record.winner!.pCtr);
    for (const name of Object.keys(features)) if (features[name] !== null) seen.add(name);
  }
  expect([...seen]).toEqual(
    expect.arrayContaining(['content-similarity-long', 'content-similarity-short', 'next-topic']),
  );
});

async function publishedWithContent(): Promise<{ snapshot: Snapshot; revision: string }> {
  return eventually(async () => {
    const ref = await opened.store.snapshotPointer.current();
    const snapshot = await readSnapshot(ref!.revision);
    expect(snapshot.markets[0]!.content).toBeDefined();
    expect(snapshot.ads).toHaveLength(TEXTS.length);
    return { snapshot, revision: ref!.revision };
  });
}

async function readSnapshot(revision: string): Promise<Snapshot> {
  const bytes = await worker.blobs.get(revision);
  return snapshotSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** Decisions of a few viewers, each followed by what came of it, which the consumer folds before the next. */
async function decideAndReact(snapshot: Snapshot, revision: string, content: ContentIndex) {
  const random = seededRandom(11);
  const decider = createDecider({
    hotState: opened.store,
    clock: { nowMs: () => Date.now() },
    random,
    tokens: createTokenSealer([{ keyId: 1, secret: 'a secret of thirty-two characters' }]),
    assetsBaseUrl: 'https://ads.example',
    clickUrl: (token) => `https://ads.example/c/${token}`,
    ...{ tokenTtlMs: 60_000, conversionTokenTtlMs: 60_000 },
  });
  const only = <T>(value: T) => new Map([[market.marketId, value]]);
  decider.use(
    compileSnapshot(snapshot, revision),
    only(scorer),
    undefined,
    undefined,
    only(content),
  );
  const moments: Moment[] = [];
  for (let i = 0; i < DECISIONS; i++) {
    const key = `viewer-${i % VIEWERS}`;
    const body = decisionRequestSchema.parse({
      opportunities: [{ slotId: 's', placementId: market.placementId }],
      viewer: { key, attributes: { age: '30' } },
      consent: { personalization: true },
      page: { categories: ['sport'] },
    });
    const upTo = await opened.store.consumerPosition('profiles');
    const { records } = await decider.decide(body, facts);
    const [record] = records;
    expect(record!.winner).not.toBeNull();
    moments.push({ record: record!, upTo });
    await react(record!, key, random);
  }
  return moments;
}

const facts = {
  ...{ device: 'desktop' as const, os: 'linux', browser: 'firefox', country: 'DE' },
  ...{ language: 'de', trusted: false },
};

async function react(record: DecisionRecord, viewerKey: string, random: () => number) {
  const winner = record.winner!;
  const categories = [random() < 0.5 ? 'sport' : 'cooking'];
  const ids = { ...winner, decisionId: record.id };
  const event = (kind: 'impression' | 'click') => {
    const made = adEvent(market, ids, kind, { viewerKey, categories, occurredAtMs: Date.now() });
    return { ...made, dedupeKey: newId('evt') };
  };
  await worker.writer.appendEvents([event('impression'), event('click')]);
  const { rows } = await market.owner.query('select max(seq)::text as seq from events');
  await eventually(async () => {
    const reached = await opened.store.consumerPosition('profiles');
    expect(reached?.seq).toBe(rows[0].seq);
  });
}

/** The pair shown, as everything stood: profile and counters folded from the log up to the decision. */
async function replay(record: DecisionRecord, upTo: LogPosition | null, snapshot: Snapshot) {
  const compiled = compileSnapshot(snapshot, record.snapshotRevision).markets.get(record.marketId)!;
  const { facts: adFacts } = compiled.ads[compiled.adIndexById.get(record.winner!.adId)!]!;
  const content = loadContent(await worker.blobs.get(compiled.market.content!.digest));
  const key = record.viewerKey!;
  const start = emptyProfile(market.marketId, key);
  const history = upTo ? await worker.reader.ofViewer(market.marketId, key, upTo) : [];
  const profile = history.length === 0 ? null : history.reduce(applyEvent, start);
  const nowMs = record.decidedAtMs;
  return {
    request: {
      nowMs,
      ...{ placementId: record.placementId, propertyId: record.propertyId },
      ...{ pageCategories: ['sport'], pageKeywords: [], pageItemId: null },
      ...{ device: 'desktop', os: 'linux', country: 'DE', language: 'de' },
    },
    viewer: readViewer(key, { age: '30' }, profile, nowMs, content),
    ad: readAd(adFacts, await countedUpTo(upTo), nowMs, content.ofAd(adFacts.adId)),
  };
}

async function countedUpTo(upTo: LogPosition | null): Promise<AdStats> {
  const none = emptyAdStats(market.marketId);
  if (!upTo) return none;
  const events = await worker.reader.readAfter({ xid: '0', seq: '0' }, 10_000);
  const past = events.filter(({ position }) => BigInt(position.seq) <= BigInt(upTo.seq));
  const delta = adStatsDelta(market.marketId, past, null);
  return delta ? addAdStatsDelta(none, delta) : none;
}

/** `logit` = s + s x s of the sum s of what an ad, its nearness and the viewer's taste weigh. */
function artefact({ ads }: Snapshot) {
  const random = seededRandom(3);
  const features: FeatureEncoding[] = [
    { name: 'ad', side: 'ad', kind: 'categorical', vocabulary: ads.map(({ adId }) => adId) },
    ...['content-similarity-long', 'affinity-short'].map((name) => ({
      ...{ name, side: 'cross' as const, kind: 'numeric' as const },
      boundaries: [-0.5, 0, 0.1, 0.2, 0.4, 0.8],
    })),
  ];
  const weights: number[] = [];
  const tables = features.map((feature) => {
    const rows =
      feature.kind === 'numeric' ? feature.boundaries.length + 2 : 1 + feature.vocabulary.length;
    const byteOffset = 4 * weights.length;
    weights.push(0, ...Array.from({ length: rows - 1 }, () => random() - 0.5));
    return { feature: feature.name, rows, byteOffset };
  });
  const card = modelCardSchema.parse({
    ...{ formatVersion: 1, kind: 'logistic-regression', seed: 1, engine: 'ort' },
    hyperparameters: {},
    parameterCount: { dense: 0, embeddings: weights.length },
    dataWindow: { fromMs: 0, toMs: 2, splitAtMs: 1 },
    rows: { train: 1, validation: 1, test: 1 },
    metrics: {
      ...{ rows: 1, clicks: 0, logLoss: 0.5, auc: null, gauc: null },
      ...{ normalisedEntropy: 0.9, ece: 0, calibrationRatio: null },
    },
    ...{ features: [], baselines: {}, slices: [], calibrationBins: [], curve: [] },
    ...{ trainedAtMs: 2, durationMs: 1 },
  });
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  return {
    'model.onnx': SQUARE_MODEL,
    'tables.bin': Buffer.from(Float32Array.from(weights).buffer),
    'feature-map.json': json({
      formatVersion: 1,
      features,
      inputs: [{ input: 'weights', dim: 1, tables }],
      calibration: { slope: 1, intercept: 0 },
    }),
    'golden.json': json({ tolerance: 1e-6, cases: [{ values: {}, logit: 0, pCtr: 0.5 }] }),
    'card.json': json(card),
  };
}
