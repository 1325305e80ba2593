import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type PlatformEnv, readPlatformEnv } from '@placard/dev/platform';
import { MINUTE_MS, seededRandom } from '@placard/domain';
import { createTestDatabase, redisForTest, type Service, spawnService } from '@placard/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureAgreement } from '../src/replay/agreement.ts';
import { checkedDataset, type Dataset, type Interaction } from '../src/replay/import/dataset.ts';
import { measureRows } from '../src/replay/measure.ts';
import { timeBoundary } from '../src/replay/splits.ts';
import { type Replayed, replayThroughPlatform } from '../src/replay/through-platform.ts';

const WINDOW_MS = 2 * MINUTE_MS;
const OPTIONS = {
  dataFolder: '',
  outFolder: '',
  limit: null,
  windowMs: WINDOW_MS,
  trainShare: 0.8,
  deepKind: 'dcn-v2',
  rankers: ['logistic-regression', 'dcn-v2'],
  seed: 1,
} as const;

const dataset = twoTastes();
const boundary = timeBoundary(dataset.interactions, 0.8);
const closers: (() => Promise<void>)[] = [];
let replayed: Replayed;

beforeAll(async () => {
  replayed = await replayThroughPlatform(
    await startPlatform(),
    dataset,
    boundary,
    OPTIONS,
    () => {},
  );
}, 400_000);

afterAll(async () => {
  for (const close of closers.reverse()) await close();
}, 60_000);

test('every interaction is decided once, before a model by posterior means, after it by the model', () => {
  const { rows, run } = replayed;
  expect(rows.map((row) => row.number)).toEqual([...dataset.interactions.keys()]);
  expect(new Set(rows.slice(0, boundary).map((row) => row.predictor))).toEqual(
    new Set(['posterior-mean']),
  );
  expect(new Set(rows.slice(boundary).map((row) => row.predictor))).toEqual(
    new Set([run.modelVersionIds['dcn-v2']]),
  );
});

test('no decision knows its own window or later: the logged profile holds exactly what was fed back before', () => {
  const fedBack = new Map<string, number>();
  let windowStart = 0;
  let pending: string[] = [];
  for (const row of replayed.rows) {
    if (row.atMs - windowStart > WINDOW_MS || row.number === boundary) {
      for (const viewerId of pending) fedBack.set(viewerId, (fedBack.get(viewerId) ?? 0) + 1);
      pending = [];
      windowStart = row.atMs;
    }
    expect(row.values['viewer-activity']).toBe(fedBack.get(row.viewerId) ?? null);
    pending.push(row.viewerId);
  }
});

test('what was served is what the scorer says of the logged values, and the past can be rebuilt', () => {
  const agreement = measureAgreement(
    dataset,
    replayed.run,
    replayed.rows,
    boundary,
    WINDOW_MS,
    'dcn-v2',
  );
  expect(agreement.servedPCtr).toBeLessThan(1e-6);
  expect(agreement.posteriorMean).toBeLessThan(1e-12);
  expect(agreement.rebuiltValues).toBe(1);
});

test('the deep model finds the two tastes that popularity cannot see', () => {
  const test = replayed.rows.slice(boundary);
  const aucOf = (predictions: readonly number[]) =>
    measureRows(test.map((row, i) => ({ ...row, prediction: predictions[i]! })))!.auc!;
  const deep = aucOf(replayed.run.testPredictions['dcn-v2']!);
  const popularity = aucOf(test.map((row) => Number(row.values['ad-ctr'])));
  expect(deep).toBeGreaterThan(0.75);
  expect(deep).toBeGreaterThan(popularity + 0.1);
});

test('ten slots come best first, without repeats, and without what the viewer saw', () => {
  const { lists } = replayed.run;
  expect(lists['dcn-v2']!.length).toBeGreaterThan(10);
  for (const { viewerId, itemIds, pCtrs } of lists['dcn-v2']!) {
    expect(itemIds.length).toBeGreaterThan(0);
    expect(new Set(itemIds).size).toBe(itemIds.length);
    expect(pCtrs).toEqual(pCtrs.toSorted((a, b) => b - a));
    const seen = dataset.interactions
      .slice(0, boundary)
      .filter((interaction) => interaction.viewerId === viewerId)
      .map((interaction) => interaction.itemId);
    expect(itemIds.filter((itemId) => seen.includes(itemId))).toEqual([]);
  }
});

/** Half of the viewers take what is red, the other half what is blue. */
function twoTastes(): Dataset {
  const random = seededRandom(5);
  const items = Array.from({ length: 60 }, (_, i) => ({
    itemId: `item-${i}`,
    title: `Item ${i}`,
    description: '',
    categories: [i % 2 ? 'red' : 'blue'],
    attributes: {},
  }));
  const viewers = Array.from({ length: 24 }, (_, i) => ({
    viewerId: `viewer-${i}`,
    attributes: { club: i % 2 ? 'north' : 'south' },
  }));
  const interactions = viewers.flatMap((viewer, v) => {
    const order = items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at);
    return order.slice(0, 40).map(({ item, at }): Interaction => {
      const likes = item.categories[0] === (v % 2 ? 'red' : 'blue');
      return {
        viewerId: viewer.viewerId,
        itemId: item.itemId,
        clicked: random() < (likes ? 0.8 : 0.15),
        atMs: Date.UTC(2024, 0, 1) + Math.floor(at * 7 * 24 * 60) * MINUTE_MS,
      };
    });
  });
  return checkedDataset({ name: 'Two tastes', items, viewers, interactions });
}

async function startPlatform(): Promise<PlatformEnv> {
  const database = await createTestDatabase();
  closers.push(() => database.drop());
  const folder = await mkdtemp(path.join(os.tmpdir(), 'placard replay '));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  // A database of Redis to itself: the apps give their keys no prefix of their own.
  const redisUrl = new URL(redisForTest().url);
  redisUrl.pathname = '/13';
  const env = {
    PLACARD_ENV: 'test',
    PLACARD_CLOCK: 'simulated',
    PLACARD_SECRET: '5c0e0a7a5d9b4f0e8b0f3b0d7e1c2a49',
    PLACARD_BLOBS_DIR: path.join(folder, 'blobs'),
    PLACARD_SPOOL_DIR: path.join(folder, 'spool'),
    REDIS_URL: redisUrl.href,
    DATABASE_URL_APP: database.urlAs('app'),
    DATABASE_URL_ADMIN: database.urlAs('admin'),
    DATABASE_URL_AUTH: database.urlAs('auth'),
    DATABASE_URL_INGEST: database.urlAs('ingest'),
    DATABASE_URL_WORKER: database.urlAs('worker'),
  };
  const [adServer] = await Promise.all([
    start('ad-server', 'PLACARD_AD_SERVER_PORT', env),
    start('worker', 'PLACARD_WORKER_PORT', env),
  ]);
  return readPlatformEnv({ ...env, PLACARD_AD_SERVER_URL: adServer.url });
}

async function start(
  app: 'ad-server' | 'worker',
  portVariable: string,
  env: Record<string, string>,
): Promise<Service> {
  const entry = path.resolve(import.meta.dirname, `../../apps/${app}/src/main.ts`);
  const service = await spawnService({ entry, portVariable, env, timeoutMs: 120_000 });
  closers.push(() => service.kill());
  return service;
}
