import { createRedisStore } from '@placard/store';
import { eventually, redisForTest } from '@placard/testing';
import { expect, test } from 'vitest';
import { adEvent, createCampaign, createMarket } from './market.ts';
import { startConsumers } from './running-consumers.ts';

test('a Redis that loses everything under a running worker is rebuilt: nothing is forgotten or counted twice', async () => {
  const market = await createMarket();
  const redis = redisForTest();
  const store = await createRedisStore({
    url: redis.url,
    keyPrefix: redis.keyPrefix,
    commandTimeoutMs: 5_000,
  });
  const worker = await startConsumers(market, store);
  const campaign = await createCampaign(market);
  const click = (viewerKey: string) =>
    worker.writer.appendEvents([
      adEvent(market, campaign, 'click', { viewerKey, chargeMicros: 1_000 }),
    ]);
  const clicksOf = async (viewerKey: string) =>
    (await store.viewerProfiles(market.marketId, [viewerKey]))[0]?.clicks;
  const adClicks = async () =>
    (await store.readAdStats(market.marketId)).byAd.get(campaign.adId)?.clicks;

  for (const viewerKey of ['a', 'a', 'b']) await click(viewerKey);
  await eventually(async () => expect(await adClicks()).toBe(3));
  await eventually(async () => expect(await store.snapshotPointer.current()).not.toBeNull());

  // Lost at two moments: with everything flushed to Postgres or not, and again right after a rebuild.
  for (let loss = 1; loss <= 2; loss++) {
    await redis.drop();
    await click('a');
    await eventually(async () => {
      expect(await clicksOf('a')).toBe(2 + loss);
      expect(await clicksOf('b')).toBe(1);
      expect(await adClicks()).toBe(3 + loss);
    });
  }

  // Between events, too.
  await redis.drop();
  await eventually(async () => expect(await clicksOf('b')).toBe(1));

  const day = new Date().toISOString().slice(0, 10);
  await eventually(
    async () => {
      const { advertiserId } = market;
      const commitment = await store.commitment(advertiserId, campaign.campaignId, day);
      expect(commitment.spentTotalMicros).toBe(5_000);
      expect(await store.snapshotPointer.current()).not.toBeNull();
    },
    { timeoutMs: 15_000 },
  );
  const { rows } = await market.owner.query(
    'select sum(spend_micros)::int as spent, sum(clicks)::int as clicks from advertiser_rollups',
  );
  expect(rows).toEqual([{ spent: 5_000, clicks: 5 }]);

  await worker.stop();
  await store.close();
  await redis.drop();
  await market.drop();
}, 60_000);
