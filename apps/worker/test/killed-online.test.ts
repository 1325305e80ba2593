import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newId, seededRandom, systemClock } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import { createMemoryStore } from '@placard/store';
import { eventually, redisForTest } from '@placard/testing';
import pg from 'pg';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { consumeOnline } from '../src/online/online-consumer.ts';
import {
  adEvent,
  createCampaign,
  createMarket,
  decisionRecord,
  type TestMarket,
} from './market.ts';
import { spawnWorker } from './spawn-worker.ts';

const KILLS = 1;
const CLICK_WAIT_MS = 300;

async function learnt(market: TestMarket) {
  const { rows } = await market.owner.query(
    'select market_id, version, outcomes, state, report from online_states order by market_id',
  );
  return rows as { outcomes: string; version: string }[];
}

test('a worker that was killed has learnt what one that never stopped learns from the same log', async () => {
  const market = await createMarket();
  const redis = redisForTest();
  const dir = await mkdtemp(path.join(os.tmpdir(), 'killed online '));
  const writer = createEventLogWriter(market.database.urlAs('ingest'));
  const campaign = await createCampaign(market);
  const start = () =>
    spawnWorker(market, redis, dir, {
      PLACARD_TEST_CLICK_WAIT_MS: String(CLICK_WAIT_MS),
    });
  const random = seededRandom(3);
  const traffic = { on: true, impressions: 0 };
  const flowing = (async () => {
    while (traffic.on) {
      const decisions = Array.from({ length: 5 }, () => {
        const record = decisionRecord(market, campaign, {
          predictor: { kind: 'model', modelVersionId: 'mdl_test', modelKind: 'known' },
        });
        record.winner!.online = { modelPCtr: 0.1 + 0.4 * random() };
        record.winner!.features = { ad: campaign.adId };
        return record;
      });
      await writer.appendDecisions(decisions);
      const events = decisions.flatMap(({ id }) =>
        (random() < 0.2 ? (['impression', 'click'] as const) : (['impression'] as const)).map(
          (kind) => {
            const event = adEvent(market, campaign, kind);
            event.decision!.decisionId = id;
            return { ...event, id: newId('evt'), dedupeKey: `${id}:${kind}` };
          },
        ),
      );
      await writer.appendEvents([...events, ...events]);
      traffic.impressions += decisions.length;
      await delay(25);
    }
  })();
  const outcomes = async () => Number((await learnt(market))[0]?.outcomes ?? 0);

  let worker = await start();
  onTestFinished(() => worker.kill('SIGKILL'));
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await outcomes();
    await eventually(async () => expect(await outcomes()).toBeGreaterThan(before), {
      timeoutMs: 30_000,
    });
    await worker.kill('SIGKILL');
    worker = await start();
  }
  traffic.on = false;
  await flowing;
  await eventually(async () => expect(await outcomes()).toBe(traffic.impressions), {
    timeoutMs: 60_000,
  });
  await worker.kill();
  const interrupted = await learnt(market);

  await market.owner.query('delete from online_states');
  await market.owner.query("delete from event_consumers where name = 'online'");
  const pool = new pg.Pool({ connectionString: market.database.urlAs('worker'), max: 2 });
  const stop = new AbortController();
  const whole = consumeOnline({
    ...{ pool, hotState: createMemoryStore(), clock: systemClock, signal: stop.signal },
    ...{ logger: pino({ level: 'silent' }), clickWaitMs: CLICK_WAIT_MS },
  });
  await eventually(async () => expect(await outcomes()).toBe(traffic.impressions), {
    timeoutMs: 30_000,
  });
  stop.abort();
  await whole;
  expect(await learnt(market)).toEqual(interrupted);

  await pool.end();
  await writer.close();
  await redis.drop();
  await market.drop();
  await rm(dir, { recursive: true });
}, 200_000);
