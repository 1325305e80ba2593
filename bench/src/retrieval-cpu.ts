/**
 * What retrieval by a learnt model adds to the CPU time of a decision: the retrieve stage and the whole, without a
 * model, with a table of 50 neighbours an item, with vectors of 32 numbers (which serve up to 500 items), and with 2,000
 * viewers of 20 items each (up to 2,000 items), at 500 and 1,000 ads and at 100,000 of which 1,000 are eligible, an item each; viewers with 20 recent items, of which 10
 * count; by posterior means.
 * `npm run bench -- retrieval-cpu`
 */
import type { RetrievalModel } from '@placard/contracts';
import { type Random, seededRandom } from '@placard/domain';
import { retrieverOf } from '@placard/ranking';
import { createMemoryStore } from '@placard/store';
import { createWorld, type World } from './decision-cpu/world.ts';

const DECISIONS = 1_000;
const RECENT = 20;
const NEIGHBOURS = 50;
const DIM = 32;
const VIEWERS = 2_000;

function modelOf(kind: RetrievalModel['kind'], itemIds: string[], random: Random): RetrievalModel {
  const items = itemIds.length;
  const numbers = (count: number) => Float32Array.from({ length: count }, () => random());
  const base = { formatVersion: 1, method: 'bench', trainedAtMs: 0, itemIds, recencyDecay: 1 };
  const common = { ...base, formatVersion: 1 as const, popularity: numbers(items) };
  if (kind === 'vectors') {
    const foldIn = { kind: 'ridge' as const, confidence: 1, penalty: 10 };
    return {
      ...common,
      kind,
      dim: DIM,
      foldIn,
      vectors: numbers(items * DIM),
      historyVectors: null,
    };
  }
  const someItems = (count: number) =>
    Uint32Array.from({ length: count }, () => Math.floor(random() * items));
  if (kind === 'viewers') {
    return {
      ...common,
      ...{ kind, neighbours: 80, items: someItems(VIEWERS * RECENT) },
      offsets: Uint32Array.from({ length: VIEWERS + 1 }, (_, v) => v * RECENT),
      values: numbers(VIEWERS * RECENT).map((value) => value + 0.1),
    };
  }
  return {
    ...common,
    kind,
    offsets: Uint32Array.from({ length: items + 1 }, (_, i) => i * NEIGHBOURS),
    neighbours: someItems(items * NEIGHBOURS),
    weights: numbers(items * NEIGHBOURS),
  };
}

async function measure({ decide, request, stageUs }: World) {
  for (let i = 0; i < DECISIONS / 2; i++) await decide(request());
  stageUs.clear();
  const requests = Array.from({ length: DECISIONS }, () => request());
  const before = process.cpuUsage();
  let brought = 0;
  for (const one of requests) {
    const { records } = await decide(one);
    const stage = records[0]?.funnel.find(({ stage: name }) => name === 'retrieve');
    brought += stage?.sources?.neighbours ?? 0;
  }
  const { user, system } = process.cpuUsage(before);
  const retrieve = stageUs.get('retrieve')!.toSorted((a, b) => a - b);
  return {
    'CPU us': Math.round((user + system) / DECISIONS),
    'retrieve, p10 us': Math.round(retrieve[Math.floor(retrieve.length / 10)]!),
    'retrieve, median us': Math.round(retrieve[retrieve.length >> 1]!),
    'brought by the model': (brought / DECISIONS).toFixed(1),
  };
}

const results: Record<string, unknown>[] = [];
for (const ads of [500, 1_000, 100_000]) {
  const random = seededRandom(1);
  const store = createMemoryStore();
  const world = await createWorld({
    ads,
    eligible: Math.min(ads, 1_000),
    store,
    change: (snapshot) => ({
      ...snapshot,
      ads: snapshot.ads.map((ad, i) => ({ ...ad, itemId: `itm_${i}` })),
    }),
  });
  const itemIds = world.snapshot.ads.map((_, i) => `itm_${i}`);
  await store.writeViewerProfiles(
    world.profiles.map((profile) => ({
      ...profile,
      recent: Array.from({ length: RECENT }, () => ({
        kind: 'view' as const,
        itemId: `itm_${Math.floor(random() * ads)}`,
        adId: null,
        categories: [],
        atMs: profile.updatedAtMs,
      })),
    })),
  );
  for (const kind of [null, 'neighbours', 'vectors', 'viewers'] as const) {
    if (kind === 'vectors' && ads > 500) continue;
    if (kind === 'viewers' && ads > 2_000) continue;
    world.use(undefined, kind ? retrieverOf(modelOf(kind, itemIds, random)) : undefined);
    results.push({ ads, model: kind ?? 'none', ...(await measure(world)) });
  }
  if (world.errors.length > 0) throw world.errors[0];
  await store.close();
}
console.table(results);
