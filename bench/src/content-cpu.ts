/**
 * What content vectors add to the CPU time of a decision: the stages and the whole, without a table and with one of
 * 32 (own text) or 64 numbers (a sentence encoder's, cut) an ad, beside 16 topics; at 1,000 ads and at 100,000 of which 1,000
 * are eligible; viewers with 20 recent ads; by posterior means (a source retrieves by content) and by a DCN-v2 that
 * reads the features (its pre-ranker passes all).
 * `npm run bench -- content-cpu [--ads 1000] [--decisions 1500] [--no-model]`
 */
import { parseArgs } from 'node:util';
import type { ContentTable } from '@placard/contracts';
import { type Random, seededRandom } from '@placard/domain';
import { contentIndexOf } from '@placard/ranking';
import { createMemoryStore } from '@placard/store';
import { rowsOfKnownClicks } from './decision-cpu/known-clicks.ts';
import { loadArtefact, trainArtefact } from './decision-cpu/model.ts';
import { createWorld, type World } from './decision-cpu/world.ts';

const { values } = parseArgs({
  options: {
    ads: { type: 'string', multiple: true, default: ['1000', '100000'] },
    decisions: { type: 'string', default: '1500' },
    'no-model': { type: 'boolean', default: false },
  },
});
const DECISIONS = Number(values.decisions);
const ROUNDS = 3;
const RECENT = 20;
const TOPICS = 16;
const TRAINING_ROWS = 4_000;

function tableOf(adIds: string[], dim: number, random: Random): ContentTable {
  const unitRows = (size: number) => {
    const vectors = new Float32Array(adIds.length * size).map(() => random() - 0.4);
    for (let start = 0; start < vectors.length; start += size) {
      const row = vectors.subarray(start, start + size);
      const length = Math.hypot(...row);
      row.forEach((value, f) => {
        row[f] = value / length;
      });
    }
    return vectors;
  };
  return {
    ...{ formatVersion: 1, trainedAtMs: 0, adIds, itemIds: [], categories: [] },
    spaces: [
      { kind: 'text', source: 'bench', dim },
      { kind: 'topics', source: 'bench', dim: TOPICS },
    ],
    vectors: [unitRows(dim), unitRows(TOPICS)],
  };
}

async function measure({ decide, request, stageUs }: World) {
  for (let i = 0; i < DECISIONS / 3; i++) await decide(request());
  stageUs.clear();
  const requests = Array.from({ length: DECISIONS }, () => request());
  const before = process.cpuUsage();
  let brought = 0;
  for (const one of requests) {
    const { records } = await decide(one);
    const stage = records[0]?.funnel.find(({ stage: name }) => name === 'retrieve');
    brought += stage?.sources?.content ?? 0;
  }
  const { user, system } = process.cpuUsage(before);
  return { us: (user + system) / DECISIONS, stages: mediansOf(stageUs), brought };
}

function mediansOf(stageUs: ReadonlyMap<string, readonly number[]>) {
  return Object.fromEntries(
    ['hydrate', 'retrieve', 'rank', 'answer'].map((stage) => {
      const all = (stageUs.get(stage) ?? [0]).toSorted((a, b) => a - b);
      return [stage, Math.round(all[all.length >> 1]!)];
    }),
  );
}

const results: Record<string, unknown>[] = [];
for (const ads of values.ads.map(Number)) {
  const random = seededRandom(1);
  const store = createMemoryStore();
  const world = await createWorld({ ads, eligible: 1_000, store });
  const adIds = world.snapshot.ads.map(({ adId }) => adId);
  await store.writeViewerProfiles(
    world.profiles.map((profile) => ({
      ...profile,
      recent: Array.from({ length: RECENT }, () => ({
        ...{ kind: 'click' as const, itemId: null, categories: [], weight: 1 },
        adId: adIds[Math.floor(random() * adIds.length)]!,
        atMs: profile.updatedAtMs,
      })),
    })),
  );
  const shown = { ...world.snapshot, ads: world.snapshot.ads.slice(0, 1_000) };
  const rows = rowsOfKnownClicks(shown, world.profiles, TRAINING_ROWS, seededRandom(7));
  const scorer = values['no-model']
    ? undefined
    : await loadArtefact(await trainArtefact(rows, { epochs: 1 }));
  for (const by of scorer ? ['posterior means', 'DCN-v2'] : ['posterior means']) {
    const tables = [null, 32, 64].map((dim) => ({
      dim,
      index: dim === null ? undefined : contentIndexOf(tableOf(adIds, dim, random)),
      runs: [] as Awaited<ReturnType<typeof measure>>[],
    }));
    // In turn, so that what else the machine does falls on all alike.
    for (let round = 0; round < ROUNDS; round++) {
      for (const { index, runs } of tables) {
        world.use(by === 'DCN-v2' ? scorer : undefined, undefined, index);
        runs.push(await measure(world));
      }
    }
    for (const { dim, runs } of tables) {
      const least = runs.reduce((best, run) => (run.us < best.us ? run : best));
      const brought = (least.brought / DECISIONS).toFixed(1);
      const cpu = { 'CPU us, least of three': Math.round(least.us) };
      results.push({ ads, by, table: dim ?? 'none', ...cpu, ...least.stages, brought });
    }
  }
  if (world.errors.length > 0) throw world.errors[0];
  await scorer?.dispose();
  await store.close();
}
console.table(results);
