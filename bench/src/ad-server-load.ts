/**
 * The ad-server under load, as a process of its own over real Redis and Postgres: decisions by DCN-v2 with 10,
 * 100 and 1,000 eligible ads of three rules each (a closed loop for the ceiling, then an open loop at half of
 * it for latency, and at four times it for what is refused), and event beacons acknowledged when durable. CPU is the server process's own. Needs
 * DATABASE_URL and REDIS_URL (it writes to database 12 there), and the built widget.
 * `npm run bench -- ad-server-load [seconds]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import { closeDatabase, connectDatabase } from '@placard/db';
import { HOUR_MS, newId, seededRandom, systemClock } from '@placard/domain';
import { createTokenSealer } from '@placard/serving';
import { createRedisStore } from '@placard/store';
import { createTestDatabase, eventually, redisForTest, spawnService } from '@placard/testing';
import { PAGE_HEADERS, postRequest } from './ad-server-load/connection.ts';
import { closedLoop, type LoadResult, openLoop } from './ad-server-load/load.ts';
import { championMarket, decisionRequest, publish, viewers } from './ad-server-load/market.ts';
import { pick } from './decision-cpu/market.ts';

const ENTRY = path.resolve(import.meta.dirname, '../../apps/ad-server/src/main.ts');
const SECRET = 'a bench secret of thirty-two characters';
const seconds = Number(process.argv[2] ?? 8);
const sizes = (process.argv[3] ?? '10,100,1000').split(',').map(Number);
const random = seededRandom(11);
const OVERLOAD = 4;

const folder = await mkdtemp(path.join(os.tmpdir(), 'ad-server-load-'));
const database = await createTestDatabase();
const redisUrl = new URL(redisForTest().url);
redisUrl.pathname = '/12';
const store = await createRedisStore({ url: redisUrl.href, commandTimeoutMs: 30_000 });
const blobs = createFileBlobs(path.join(folder, 'blobs'));
const service = await startServer();
const target = { host: '127.0.0.1', port: service.port };
const rows: Record<string, string | number>[] = [];

try {
  console.log(`${os.cpus().length} cores, ${os.cpus()[0]?.model}; ${await durability()}`);
  for (const ads of sizes) await measureDecisions(ads);
  for (const batch of [1, 20]) await measureEvents(batch);
  console.table(rows);
} catch (error) {
  console.error(service.output().slice(-4_000));
  throw error;
} finally {
  await service.kill('SIGTERM');
  await store.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
}

async function startServer() {
  const env = {
    PLACARD_ENV: 'test',
    PLACARD_SECRET: SECRET,
    PLACARD_BLOBS_DIR: path.join(folder, 'blobs'),
    PLACARD_SPOOL_DIR: path.join(folder, 'spool'),
    REDIS_URL: redisUrl.href,
    DATABASE_URL_INGEST: database.urlAs('ingest'),
  };
  await publish(await championMarket(10, blobs, random), store, blobs, random);
  return spawnService({ entry: ENTRY, portVariable: 'PLACARD_AD_SERVER_PORT', env });
}

async function measureDecisions(ads: number): Promise<void> {
  const revision = await publish(await championMarket(ads, blobs, random), store, blobs, random);
  await eventually(
    async () => {
      const health = (await (await fetch(`${service.url}/health`)).json()) as { revision: string };
      return health.revision === revision && (await servesByModel());
    },
    { timeoutMs: 30_000 },
  );
  const bodies = Array.from({ length: 2_000 }, () =>
    postRequest('/v1/decisions', decisionRequest(random)),
  );
  await measure(`decision, ${ads} ads`, () => pick(bodies, random), 1);
}

async function measureEvents(batch: number): Promise<void> {
  const tokens = createTokenSealer([{ keyId: 1, secret: SECRET }]);
  const nowMs = systemClock.nowMs();
  const token = () =>
    tokens.seal({
      kind: 'impression',
      decisionId: newId('dec'),
      expiresAtMs: nowMs + HOUR_MS,
      decidedAtMs: nowMs,
      marketId: newId('mkt'),
      viewerKey: pick(viewers, random),
      publisherOrganizationId: newId('org'),
      propertyId: newId('prp'),
      placementId: newId('plc'),
      advertiserOrganizationId: newId('org'),
      advertiserId: newId('adv'),
      campaignId: newId('cmp'),
      adGroupId: newId('agr'),
      adId: newId('ad'),
      itemId: newId('itm'),
      categories: ['topic-1', 'topic-2'],
      chargeMicros: 0,
      publisherShareBps: 7_000,
    });
  // Made beforehand: sealing is the server's work at decisions, not at beacons.
  const made = Math.round((40_000 * seconds) / batch);
  const bodies = Array.from({ length: Math.min(made, 150_000) }, () =>
    postRequest('/v1/events', {
      events: Array.from({ length: batch }, () => ({ token: token() })),
    }),
  );
  let used = 0;
  const next = () => bodies[used++ % bodies.length]!;
  await measure(`durable event, ${batch} a request`, next, batch, 256);
  if (used > bodies.length) console.log(`${used - bodies.length} requests repeated earlier tokens`);
}

async function measure(what: string, next: () => Buffer, perRequest: number, connections = 16) {
  await closedLoop(target, next, { connections, seconds: Math.min(seconds, 3) });
  const ceiling = await withCpu(() => closedLoop(target, next, { connections, seconds }));
  const half = await withCpu(() =>
    openLoop(target, next, { perSecond: ceiling.result.perSecond / 2, seconds }),
  );
  const overload = await openLoop(target, next, {
    perSecond: ceiling.result.perSecond * OVERLOAD,
    seconds,
    connections: 512,
  });
  const refused = ceiling.result.refused + half.result.refused;
  rows.push({
    what,
    'a second, at most': Math.round(ceiling.result.perSecond * perRequest),
    'CPU-ms each': round(ceiling.cpuMs / (ceiling.result.answered * perRequest)),
    'at half: p50 ms': round(half.result.p50Ms),
    'p99 ms': round(half.result.p99Ms),
    'CPU-ms each at half': round(half.cpuMs / (half.result.answered * perRequest)),
    refused,
    'at 4x: answered, % of most': Math.round((100 * overload.perSecond) / ceiling.result.perSecond),
    'p99 ms at 4x': round(overload.p99Ms),
    'refused at 4x': overload.refused,
    'refused p99 ms': round(overload.refusedP99Ms),
  });
}

async function withCpu(load: () => Promise<LoadResult>) {
  const before = await serverCpuMs();
  const result = await load();
  return { result, cpuMs: (await serverCpuMs()) - before };
}

async function serverCpuMs(): Promise<number> {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  return 1000 * Number(/^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1]);
}

async function servesByModel(): Promise<boolean> {
  const response = await fetch(`${service.url}/v1/decisions`, {
    method: 'POST',
    headers: PAGE_HEADERS,
    body: JSON.stringify({ ...decisionRequest(random), explain: true }),
  });
  const { slots } = (await response.json()) as {
    slots: { explanation?: { predictor?: { kind: string } } }[];
  };
  return slots[0]?.explanation?.predictor?.kind === 'model';
}

async function durability(): Promise<string> {
  const owner = connectDatabase(database.url, { poolSize: 1 });
  const { rows } = await owner.$client.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit') order by name",
  );
  await closeDatabase(owner);
  return `Postgres with ${rows.map(({ name, setting }) => `${name} ${setting}`).join(', ')}`;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
