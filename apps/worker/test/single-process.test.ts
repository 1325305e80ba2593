import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { decisionResponseSchema, eventBatchResponseSchema } from '@placard/contracts';
import { eventually, freePort, type Service, spawnService } from '@placard/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCampaign, createMarket, type TestCampaign, type TestMarket } from './market.ts';

let market: TestMarket;
let campaign: TestCampaign;
let dir: string;
let service: Service;

const start = async () =>
  spawnService({
    entry: path.resolve(import.meta.dirname, '../src/single-process.ts'),
    portVariable: 'PLACARD_AD_SERVER_PORT',
    timeoutMs: 60_000,
    env: {
      PLACARD_ENV: 'test',
      PLACARD_SECRET: 'a secret of thirty-two characters',
      PLACARD_BLOBS_DIR: path.join(dir, 'blobs'),
      PLACARD_SPOOL_DIR: path.join(dir, 'spool'),
      PLACARD_WORKER_PORT: String(await freePort()),
      DATABASE_URL_INGEST: market.database.urlAs('ingest'),
      DATABASE_URL_WORKER: market.database.urlAs('worker'),
    },
  });

beforeAll(async () => {
  market = await createMarket();
  campaign = await createCampaign(market);
  // A lone bidder pays the floor.
  await market.owner.query('update placements set floor_ecpm_micros = 100000');
  dir = await mkdtemp(path.join(os.tmpdir(), 'single process '));
  service = await start();
});
afterAll(async () => {
  await service.kill();
  await market.drop();
  await rm(dir, { recursive: true });
});

// Without them the caller would be a server, and its events invalid traffic.
const BROWSER = {
  'content-type': 'application/json',
  origin: 'https://daily.example',
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
};

async function post(address: string, body: object): Promise<unknown> {
  const response = await fetch(service.url + address, {
    method: 'POST',
    headers: BROWSER,
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return response.json();
}

async function decide() {
  const answer = await post('/v1/decisions', {
    opportunities: [{ slotId: 'top', placementId: market.placementId }],
    viewer: { key: 'viewer-1' },
    consent: { personalization: true },
    explain: true,
  });
  return decisionResponseSchema.parse(answer).slots[0];
}

const interests = async () => (await decide())?.explanation?.interests?.map((i) => i.category);

test('without Redis, one process decides, bills, learns from a click within a second, and survives a restart', async () => {
  const slot = await eventually(
    async () => {
      const decided = await decide();
      expect(decided?.ad?.adId).toBe(campaign.adId);
      return decided;
    },
    { timeoutMs: 15_000 },
  );
  expect(slot?.explanation?.interests).toEqual([]);
  const { impression, click } = slot?.ad?.tokens ?? { impression: '', click: '' };
  const answer = await post('/v1/events', { events: [{ token: impression }, { token: click }] });
  expect(eventBatchResponseSchema.parse(answer).outcomes).toEqual(['accepted', 'accepted']);
  const clickedMs = performance.now();
  await eventually(async () => expect(await interests()).toEqual(['music']));
  expect(performance.now() - clickedMs).toBeLessThan(1_000);
  await eventually(async () => {
    const { rows } = await market.owner.query(
      'select spend_micros::int as spent from campaign_spend',
    );
    expect(rows[0]?.spent).toBeGreaterThan(0);
  });

  await service.kill('SIGKILL');
  service = await start();
  await eventually(async () => expect(await interests()).toEqual(['music']), { timeoutMs: 15_000 });
}, 120_000);
