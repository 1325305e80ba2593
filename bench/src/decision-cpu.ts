/**
 * CPU time of a decision inside the process, without HTTP: 10, 100 and 1,000 eligible ads with three rules
 * each, and 1,000 eligible of 100,000, by posterior means and by a DCN-v2 of the default size. Over the memory store, or with --redis over
 * the Redis of REDIS_URL.
 * `npm run bench -- decision-cpu`
 */
import { type DecisionRecord, decisionRequestSchema } from '@placard/contracts';
import { MINUTE_MS, seededRandom } from '@placard/domain';
import type { Scorer } from '@placard/ranking';
import { compileSnapshot, createDecider, createTokenSealer } from '@placard/serving';
import { createMemoryStore, createRedisStore, type Store } from '@placard/store';
import { redisForTest } from '@placard/testing';
import { busyProfile, CATEGORIES, marketOf, NOW_MS, pick } from './decision-cpu/market.ts';
import { trainScorer } from './decision-cpu/model.ts';

const VIEWERS = 200;
const FACTS = {
  device: 'desktop',
  os: 'linux',
  browser: 'firefox',
  country: 'DE',
  language: 'de',
  trusted: false,
} as const;

const redis = process.argv.includes('--redis') ? redisForTest() : null;

async function openStore(): Promise<Store> {
  return redis
    ? createRedisStore({ url: redis.url, keyPrefix: redis.keyPrefix, commandTimeoutMs: 5_000 })
    : createMemoryStore();
}

async function world(ads: number, eligible: number) {
  const random = seededRandom(42);
  const snapshot = marketOf(ads, random, eligible);
  const store = await openStore();
  const viewers = Array.from({ length: VIEWERS }, (_, i) => `viewer-${i}`);
  await store.writeViewerProfiles(viewers.map((key) => busyProfile(key, snapshot, random)));
  const stages = new Map<string, number>();
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
    observe: (stage, us) => stages.set(stage, (stages.get(stage) ?? 0) + us),
  });
  const compiled = compileSnapshot(snapshot, 'bench');
  const request = () =>
    decisionRequestSchema.parse({
      opportunities: [{ slotId: 's', placementId: 'plc_1' }],
      page: { categories: [pick(CATEGORIES, random)], keywords: [] },
      viewer: { key: pick(viewers, random), attributes: {} },
      consent: { personalization: true },
    });
  return {
    stages,
    close: () => store.close(),
    use: (scorer?: Scorer) => decider.use(compiled, new Map(scorer ? [['mkt_1', scorer]] : [])),
    decide: () => {
      nowMs += 10;
      return decider.decide(request(), FACTS);
    },
  };
}

type World = Awaited<ReturnType<typeof world>>;

async function measure(name: string, { decide, stages }: World, decisions: number) {
  for (let i = 0; i < decisions / 2; i++) await decide();
  stages.clear();
  const wallMs = new Float64Array(decisions);
  const before = process.cpuUsage();
  for (let i = 0; i < decisions; i++) {
    const startMs = performance.now();
    const { records } = await decide();
    wallMs[i] = performance.now() - startMs;
    if (!records[0]?.winner) throw new Error('a decision without a winner measures nothing');
  }
  const { user, system } = process.cpuUsage(before);
  wallMs.sort();
  return {
    case: name,
    'CPU us': Math.round((user + system) / decisions),
    'p50 us': Math.round(1000 * wallMs[decisions >> 1]!),
    'p99 us': Math.round(1000 * wallMs[Math.floor(decisions * 0.99)]!),
    ...Object.fromEntries([...stages].map(([stage, us]) => [stage, Math.round(us / decisions)])),
  };
}

const results: Awaited<ReturnType<typeof measure>>[] = [];
for (const [ads, eligible] of [
  [10, 10],
  [100, 100],
  [1_000, 1_000],
  [100_000, 1_000],
] as const) {
  const market = await world(ads, eligible);
  const name = `${eligible} of ${ads}`;
  market.use();
  results.push(await measure(`${name}, posterior means`, market, 2_000));
  const records: DecisionRecord[] = [];
  for (let i = 0; i < 3_000; i++) records.push(...(await market.decide()).records);
  const scorer = await trainScorer(records, seededRandom(7));
  market.use(scorer);
  results.push(await measure(`${name}, DCN-v2`, market, 1_000));
  await scorer.dispose();
  await market.close();
}
await redis?.drop();
console.table(results);
