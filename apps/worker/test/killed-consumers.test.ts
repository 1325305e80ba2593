import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEventLogWriter } from '@placard/event-log';
import { createRedisStore } from '@placard/store';
import { eventually, redisForTest } from '@placard/testing';
import { expect, onTestFinished, test } from 'vitest';
import { adEvent, createCampaign, createMarket } from './market.ts';
import { spawnWorker } from './spawn-worker.ts';

const KILLS = 3;

test('workers killed under traffic: every event is billed, counted and folded exactly once', async () => {
  const market = await createMarket();
  const redis = redisForTest();
  const dir = await mkdtemp(path.join(os.tmpdir(), 'killed consumers '));
  const writer = createEventLogWriter(market.database.urlAs('ingest'));
  const store = await createRedisStore({ url: redis.url, keyPrefix: redis.keyPrefix });
  const campaign = await createCampaign(market);
  const start = () => spawnWorker(market, redis, dir);

  const traffic = { on: true, clicks: 0 };
  const flowing = (async () => {
    while (traffic.on) {
      const viewerKey = `viewer-${traffic.clicks % 20}`;
      const batch = Array.from({ length: 5 }, () =>
        adEvent(market, campaign, 'click', { viewerKey, chargeMicros: 3 }),
      );
      // Sent twice, as a browser does that got no answer.
      await writer.appendEvents([...batch, ...batch]);
      traffic.clicks += batch.length;
      await delay(25);
    }
  })();
  const folded = async () =>
    (await store.readAdStats(market.marketId)).byAd.get(campaign.adId)?.clicks ?? 0;

  let worker = await start();
  // A test that fails leaves no worker behind; an ended one is left alone.
  onTestFinished(() => worker.kill('SIGKILL'));
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await folded();
    await eventually(async () => expect(await folded()).toBeGreaterThan(before), {
      timeoutMs: 30_000,
    });
    await worker.kill('SIGKILL');
    worker = await start();
  }
  traffic.on = false;
  await flowing;

  const { clicks } = traffic;
  await eventually(
    async () => {
      expect(await folded()).toBe(clicks);
      const keys = Array.from({ length: 20 }, (_, i) => `viewer-${i}`);
      const profiles = await store.viewerProfiles(market.marketId, keys);
      expect(profiles.reduce((sum, profile) => sum + (profile?.clicks ?? 0), 0)).toBe(clicks);
      const { rows } = await market.owner.query(
        `select (select sum(clicks)::int from advertiser_rollups) as counted,
           (select sum(spend_micros)::int from advertiser_rollups) as spent,
           (select sum(spend_micros)::int from campaign_spend) as charged,
           (select count(*)::int from ledger_transactions where kind = 'settlement') as settlements`,
      );
      expect(rows).toEqual([
        { counted: clicks, spent: clicks * 3, charged: clicks * 3, settlements: clicks },
      ]);
    },
    { timeoutMs: 120_000 },
  );
  const day = new Date().toISOString().slice(0, 10);
  await eventually(
    async () =>
      expect(
        (await store.commitment(market.advertiserId, campaign.campaignId, day)).spentTotalMicros,
      ).toBe(clicks * 3),
    { timeoutMs: 15_000 },
  );

  await worker.kill();
  await writer.close();
  await store.close();
  await redis.drop();
  await market.drop();
  await rm(dir, { recursive: true });
}, 400_000);
