import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import { decisionResponseSchema } from '@placard/contracts';
import { createRedisStore, type Store } from '@placard/store';
import {
  createTestDatabase,
  redisForTest,
  type Service,
  spawnService,
  type TestDatabase,
} from '@placard/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placements, SERVER_KEY, testSnapshot } from './harness/snapshot.ts';
import { openStoredEvents } from './harness/stored-events.ts';

const ENTRY = path.resolve(import.meta.dirname, '../src/main.ts');

describe('the ad-server as a process', () => {
  let folder: string;
  let database: TestDatabase;
  let store: Store;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'ad-server process '));
    database = await createTestDatabase();
    // A database of Redis to itself: the process has no prefix of its own to give its keys.
    const redisUrl = new URL(redisForTest().url);
    redisUrl.pathname = '/11';
    store = await createRedisStore({ url: redisUrl.href });
    env = {
      PLACARD_ENV: 'test',
      PLACARD_CLOCK: 'simulated',
      PLACARD_SECRET: 'a secret of thirty-two characters',
      PLACARD_BLOBS_DIR: path.join(folder, 'blobs'),
      PLACARD_SPOOL_DIR: path.join(folder, 'spool'),
      REDIS_URL: redisUrl.href,
      DATABASE_URL_INGEST: database.urlAs('ingest'),
    };
    const snapshot = Buffer.from(JSON.stringify(testSnapshot({ builtAtMs: Date.now() })));
    const revision = await createFileBlobs(env.PLACARD_BLOBS_DIR ?? '').put(snapshot);
    await store.snapshotPointer.publish({ revision, publishedAtMs: Date.now() });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = () => spawnService({ entry: ENTRY, portVariable: 'PLACARD_AD_SERVER_PORT', env });
  const post = async (service: Service, address: string, body: object, method = 'POST') => {
    const response = await fetch(service.url + address, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SERVER_KEY}` },
      body: JSON.stringify(body),
    });
    expect(response.status, address).toBe(200);
    return response.json();
  };

  it('decides, logs, keeps the simulated time it is given, and ends when told', async () => {
    const service = await start();
    const nowMs = Date.UTC(1998, 3, 1);
    const snapshot = testSnapshot();
    expect(await post(service, '/v1/clock', { nowMs }, 'PUT')).toEqual({ nowMs });
    await post(service, '/v1/clock', { nowMs: snapshot.builtAtMs }, 'PUT');

    const answer = await post(service, '/v1/decisions', {
      opportunities: [{ slotId: 's', placementId: placements.sidebar }],
      viewer: { key: 'viewer-1' },
      consent: { personalization: true },
    });
    const [slot] = decisionResponseSchema.parse(answer).slots;
    expect(slot?.ad, JSON.stringify(slot)).toBeTruthy();
    const events = [{ token: slot?.ad?.tokens.impression }];
    expect(await post(service, '/v1/events', { events })).toEqual({ outcomes: ['accepted'] });
    const stored = openStoredEvents(database.url);
    expect(await stored.events()).toMatchObject([
      { kind: 'impression', occurredAtMs: snapshot.builtAtMs },
    ]);
    await stored.close();

    expect(await (await fetch(`${service.url}/widget.js`)).text()).toContain('attachShadow');
    await service.kill('SIGTERM');
    expect(service.output()).not.toMatch(/"level":(50|60)/);
  });

  it('refuses to start in production with a simulated clock, and says why', async () => {
    env = { ...env, PLACARD_ENV: 'production' };
    await expect(start()).rejects.toThrow(
      /PLACARD_CLOCK: production runs on the system clock only/,
    );
  });
});
