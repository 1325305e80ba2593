/**
 * CPU time of a decision inside the process, without HTTP: 10, 100 and 1,000 eligible ads with three rules
 * each, and 1,000 eligible of 100,000, by posterior means and by a DCN-v2 of the default size behind its
 * pre-ranker, in float32 and in eight bits; the median of each stage; and the memory that the ads and the model take. Over the memory store,
 * or with --redis over the Redis of REDIS_URL. Sizes of markets, where given, are measured alone, without memory.
 * `npm run bench -- decision-cpu [--redis] [10,100,1000,100000]`
 */
import { seededRandom } from '@placard/domain';
import { createMemoryStore, createRedisStore, type Store } from '@placard/store';
import { redisForTest } from '@placard/testing';
import { rowsOfKnownClicks } from './decision-cpu/known-clicks.ts';
import { measureMemory } from './decision-cpu/memory.ts';
import { loadArtefact, trainArtefact } from './decision-cpu/model.ts';
import { createWorld, type World } from './decision-cpu/world.ts';

const TRAINING_ROWS = 8_000;
const DECISIONS = 1_500;
/** Revive Adserver 6.0.8 on two cores, by ads of a zone; PHP, over HTTP. */
const REVIVE_CPU_US: Readonly<Record<string, number>> = {
  '10 of 10': 490,
  '100 of 100': 1_370,
  '1000 of 1000': 8_630,
};

const [sizes] = process.argv.slice(2).filter((one) => /^[\d,]+$/.test(one));
const redis = process.argv.includes('--redis') ? redisForTest() : null;

async function openStore(): Promise<Store> {
  return redis
    ? createRedisStore({ url: redis.url, keyPrefix: redis.keyPrefix, commandTimeoutMs: 5_000 })
    : createMemoryStore();
}

async function measure(name: string, by: string, { decide, request, stageUs }: World) {
  for (let i = 0; i < DECISIONS / 2; i++) await decide(request());
  stageUs.clear();
  const wallMs = new Float64Array(DECISIONS);
  const requests = Array.from({ length: DECISIONS }, () => request());
  const before = process.cpuUsage();
  for (let i = 0; i < DECISIONS; i++) {
    const startMs = performance.now();
    const { records } = await decide(requests[i]!);
    wallMs[i] = performance.now() - startMs;
    if (!records[0]?.winner) throw new Error('a decision without a winner measures nothing');
  }
  const { user, system } = process.cpuUsage(before);
  wallMs.sort();
  const stages = [...stageUs].map(([stage, us]) => [stage, Math.round(median(us))]);
  return {
    ads: name,
    by,
    'CPU us': Math.round((user + system) / DECISIONS),
    'Revive, CPU us': REVIVE_CPU_US[name] ?? '',
    'p50 us': Math.round(1000 * wallMs[DECISIONS >> 1]!),
    'p99 us': Math.round(1000 * wallMs[Math.floor(DECISIONS * 0.99)]!),
    ...Object.fromEntries(stages),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const results: Awaited<ReturnType<typeof measure>>[] = [];
for (const [ads, eligible] of [
  [10, 10],
  [100, 100],
  [1_000, 1_000],
  [100_000, 1_000],
] as const) {
  if (sizes && !sizes.split(',').includes(String(ads))) continue;
  const store = await openStore();
  const world = await createWorld({ ads, eligible, store });
  const name = `${eligible} of ${ads}`;
  world.use();
  results.push(await measure(name, 'posterior means', world));
  const shown = { ...world.snapshot, ads: world.snapshot.ads.slice(0, eligible) };
  const rows = rowsOfKnownClicks(shown, world.profiles, TRAINING_ROWS, seededRandom(7));
  for (const precision of ['float32', 'int8'] as const) {
    const scorer = await loadArtefact(await trainArtefact(rows, { epochs: 1, precision }));
    world.use(scorer);
    results.push(await measure(name, `DCN-v2, ${precision}`, world));
    await scorer.dispose();
  }
  if (world.errors.length > 0) throw world.errors[0];
  await store.close();
}
await redis?.drop();
console.table(results);
if (!sizes) {
  const market = await createWorld({ ads: 1_000, store: createMemoryStore() });
  const rows = rowsOfKnownClicks(market.snapshot, market.profiles, TRAINING_ROWS, seededRandom(7));
  const memory = await measureMemory(100_000, await trainArtefact(rows, { epochs: 1 }));
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;
  console.log(
    `Heap and external memory: 100,000 ads ${megabytes(memory.adsBytes)}; the model ` +
      `${megabytes(memory.modelBytes)}, of files of ${megabytes(memory.artefactBytes)}.`,
  );
}
console.log('Ours is in process; Revive answers over HTTP, as ours does in ad-server-load.');
