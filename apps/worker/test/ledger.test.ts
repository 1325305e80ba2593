import { newId } from '@placard/domain';
import {
  createEventLogReader,
  createEventLogWriter,
  type EventLogReader,
  type EventLogWriter,
  LOG_START,
} from '@placard/event-log';
import { eventually } from '@placard/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exactlyOnce } from '../src/consumers/exactly-once.ts';
import { settleBatch } from '../src/ledger/settle-batch.ts';
import { createZoneDays } from '../src/ledger/zone-days.ts';
import { rollUpEvents } from '../src/rollups/roll-up.ts';
import { adEvent, createCampaign, createMarket, type TestMarket } from './market.ts';

let market: TestMarket;
let pool: pg.Pool;
let writer: EventLogWriter;
let reader: EventLogReader;
const dayIn = createZoneDays();

beforeAll(async () => {
  market = await createMarket(1_000_000);
  pool = new pg.Pool({ connectionString: market.database.urlAs('worker') });
  writer = createEventLogWriter(market.database.urlAs('ingest'));
  reader = createEventLogReader(market.database.urlAs('worker'));
});
afterAll(async () => {
  await writer.close();
  await reader.close();
  await pool.end();
  await market.drop();
});

/** Every event of the log so far, once all are readable. */
async function wholeLog() {
  const { rows } = await market.owner.query<{ n: number }>('select count(*)::int as n from events');
  return eventually(async () => {
    const events = await reader.readAfter(LOG_START, 10_000);
    expect(events).toHaveLength(rows[0]?.n ?? 0);
    return events;
  });
}

const settleAll = async () =>
  exactlyOnce(pool, 'ledger', await wholeLog(), (client, fresh) =>
    settleBatch(client, fresh, dayIn),
  );

async function balances(): Promise<Record<string, number>> {
  const { rows } = await market.owner.query(
    'select kind, sum(balance_micros)::bigint as balance from ledger_accounts group by kind',
  );
  return Object.fromEntries(rows.map((row) => [row.kind, Number(row.balance)]));
}

async function expectBalancedBooks() {
  const { rows } = await market.owner.query(
    `select a.id, a.balance_micros, coalesce(sum(e.amount_micros), 0) as replayed
     from ledger_accounts a left join ledger_entries e on e.account_id = a.id
     group by a.id having a.balance_micros <> coalesce(sum(e.amount_micros), 0)`,
  );
  expect(rows).toEqual([]);
  const all = await market.owner.query(
    'select sum(amount_micros)::bigint as total from ledger_entries',
  );
  expect(all.rows).toEqual([{ total: '0' }]);
}

test('a click moves money from the wallet to publisher and margin, and into the day and the hour', async () => {
  const campaign = await createCampaign(market);
  const decidedAtMs = Date.UTC(2026, 0, 5, 23, 30);
  const click = adEvent(market, campaign, 'click', {
    chargeMicros: 100_001,
    decidedAtMs,
    occurredAtMs: decidedAtMs + 3_600_000,
  });
  await writer.appendEvents([click, adEvent(market, campaign, 'impression', { decidedAtMs })]);
  const result = await settleAll();
  expect(result?.settled).toMatchObject([{ chargeMicros: 100_001, day: '2026-01-05' }]);
  expect(await balances()).toMatchObject({ wallet: 899_999, payout: 70_000, margin: 30_001 });
  const spend = await market.owner.query('select day::text, spend_micros from campaign_spend');
  expect(spend.rows).toEqual([{ day: '2026-01-05', spend_micros: '100001' }]);
  const hours = await market.owner.query(
    'select spend_micros, hour from advertiser_rollups where ad_id = $1',
    [campaign.adId],
  );
  expect(hours.rows).toEqual([{ spend_micros: '100001', hour: new Date(Date.UTC(2026, 0, 6, 0)) }]);
  await expectBalancedBooks();
});

test('an event is settled once, also when the position is lost and when two settle at a time', async () => {
  const before = await balances();
  const campaign = await createCampaign(market);
  await writer.appendEvents([adEvent(market, campaign, 'click', { chargeMicros: 5_000 })]);
  const events = await wholeLog();
  await Promise.all(
    [1, 2, 3].map(() =>
      exactlyOnce(pool, 'ledger', events, (client, fresh) => settleBatch(client, fresh, dayIn)),
    ),
  );
  await market.owner.query("delete from event_consumers where name = 'ledger'");
  await settleAll();
  expect((await balances()).wallet).toBe((before.wallet ?? 0) - 5_000);
  await expectBalancedBooks();
});

test('what budget or wallet do not allow is delivered and recorded, never charged', async () => {
  const campaign = await createCampaign(market, { dailyMicros: 12_000, totalMicros: 20_000 });
  const onDay = (day: number, count: number) =>
    Array.from({ length: count }, () =>
      adEvent(market, campaign, 'click', {
        chargeMicros: 5_000,
        decidedAtMs: Date.UTC(2026, 1, day, 12),
      }),
    );
  await writer.appendEvents([...onDay(1, 4), ...onDay(2, 4)]);
  await settleAll();
  const { rows } = await market.owner.query(
    'select day::text, spend_micros::int, over_delivery_micros::int from campaign_spend where campaign_id = $1 order by day',
    [campaign.campaignId],
  );
  expect(rows).toEqual([
    { day: '2026-02-01', spend_micros: 12_000, over_delivery_micros: 8_000 },
    { day: '2026-02-02', spend_micros: 8_000, over_delivery_micros: 12_000 },
  ]);
  const rich = await createCampaign(market);
  await writer.appendEvents([adEvent(market, rich, 'click', { chargeMicros: 50_000_000 })]);
  await settleAll();
  expect((await balances()).wallet).toBe(0);
  await expectBalancedBooks();
});

test('invalid traffic and unknown campaigns are never charged', async () => {
  const campaign = await createCampaign(market);
  await writer.appendEvents([
    adEvent(market, campaign, 'click', { chargeMicros: 7, ivt: 'givt' }),
    adEvent(market, { ...campaign, campaignId: newId('cmp') }, 'click', { chargeMicros: 7 }),
  ]);
  const result = await settleAll();
  expect(result?.settled).toEqual([]);
  expect(result?.unknown).toHaveLength(1);
  await expectBalancedBooks();
});

test('a settlement that fails half-way leaves neither money nor position moved', async () => {
  const campaign = await createCampaign(market);
  await writer.appendEvents([adEvent(market, campaign, 'click', { chargeMicros: 9 })]);
  const events = await wholeLog();
  const failing = exactlyOnce(pool, 'ledger', events, async (client, fresh) => {
    await settleBatch(client, fresh, dayIn);
    throw new Error('killed');
  });
  await expect(failing).rejects.toThrow('killed');
  const spend = () =>
    market.owner.query('select 1 from campaign_spend where campaign_id = $1', [
      campaign.campaignId,
    ]);
  expect((await spend()).rowCount).toBe(0);
  await settleAll();
  expect((await spend()).rowCount).toBe(1);
});

test('the ledger and the rollups write the same hours at the same time without a deadlock', async () => {
  const campaigns = await Promise.all(Array.from({ length: 8 }, () => createCampaign(market)));
  const clicks = Array.from({ length: 400 }, (_, i) =>
    adEvent(market, campaigns[i % 8] ?? campaigns[0]!, 'click', { chargeMicros: 1 }),
  );
  await writer.appendEvents(clicks);
  const events = await wholeLog();
  const chunks = Array.from({ length: 20 }, (_, i) =>
    events.slice(0, Math.ceil((events.length * (i + 1)) / 20)),
  );
  await Promise.all([
    (async () => {
      for (const chunk of chunks) {
        await exactlyOnce(pool, 'ledger', chunk, (c, fresh) => settleBatch(c, fresh, dayIn));
      }
    })(),
    (async () => {
      for (const chunk of chunks) await exactlyOnce(pool, 'rollups', chunk, rollUpEvents);
    })(),
  ]);
  const { rows } = await market.owner.query(
    'select sum(clicks)::int as clicks from advertiser_rollups where ad_id = any($1)',
    [campaigns.map((c) => c.adId)],
  );
  expect(rows).toEqual([{ clicks: 400 }]);
});
