import { createTestDatabase, eventually, type TestDatabase } from '@placard/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEventLogReader, createEventLogWriter, LOG_START } from '../src/index.ts';
import { behaviour, click, decision } from './records.ts';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

test('an acknowledged event is committed and reads back as it was written', async () => {
  const writer = createEventLogWriter(database.urlAs('ingest'));
  const reader = createEventLogReader(database.urlAs('worker'));
  const records = [behaviour(), click(), click({ ivt: 'givt', viewerKey: null })];
  expect(await writer.appendEvents(records)).toEqual(['accepted', 'accepted', 'accepted']);
  // Any transaction on the server may hold the reader back for a moment.
  await eventually(async () => {
    const read = (await reader.readAfter(LOG_START, 100)).map(({ position, ...record }) => {
      expect(position.xid).toMatch(/^\d+$/);
      return record;
    });
    expect(read).toEqual(records);
  });
  await writer.close();
  await reader.close();
});

test('a repeat is a duplicate, in the same call, in a later one and from another writer', async () => {
  const writers = [1, 2].map(() => createEventLogWriter(database.urlAs('ingest')));
  const [first, second] = writers;
  const event = click();
  const again = { ...event, id: click().id };
  expect(await first?.appendEvents([event, again, event])).toEqual([
    'accepted',
    'duplicate',
    'duplicate',
  ]);
  expect(await first?.appendEvents([event])).toEqual(['duplicate']);
  expect(await second?.appendEvents([again])).toEqual(['duplicate']);
  for (const writer of writers) await writer.close();
});

test('one id sent 100 times in parallel over four writers is accepted once', async () => {
  const writers = [1, 2, 3, 4].map(() => createEventLogWriter(database.urlAs('ingest')));
  const dedupeKey = `dec_parallel:click`;
  const others = Array.from({ length: 40 }, (_, i) => behaviour({ dedupeKey: `shared-${i}` }));
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      // Different orders of the same keys: writers that lock rows in a circle would fail here.
      const around = i % 2 ? others : others.toReversed();
      const answers = await writers[i % 4]?.appendEvents([
        ...around.slice(0, 20),
        click({ dedupeKey }),
        ...around.slice(20),
      ]);
      return answers?.[20];
    }),
  );
  expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(99);
  const { rows } = await owner.query(
    'select count(*)::int as n from events where dedupe_key = $1',
    [dedupeKey],
  );
  expect(rows).toEqual([{ n: 1 }]);
  await Promise.all(writers.map((writer) => writer.close()));
});

test('sequence numbers follow the order of arrival, whatever the keys', async () => {
  const writer = createEventLogWriter(database.urlAs('ingest'));
  const records = ['z', 'a', 'm'].map((key) => behaviour({ dedupeKey: `${key}-arrival` }));
  await writer.appendEvents(records);
  const { rows } = await owner.query(
    "select dedupe_key from events where dedupe_key like '%-arrival' order by seq",
  );
  expect(rows.map((row) => row.dedupe_key)).toEqual(['z-arrival', 'a-arrival', 'm-arrival']);
  await writer.close();
});

test('text that Postgres cannot store is cleaned, and an impossible record fails alone', async () => {
  const writer = createEventLogWriter(database.urlAs('ingest'));
  const impossible = behaviour({ occurredAtMs: 1e300 });
  const [clean, bad, good] = await Promise.allSettled([
    writer.appendEvents([behaviour({ dedupeKey: 'nul', categories: ['a\0b'] })]),
    writer.appendEvents([impossible]),
    writer.appendEvents([behaviour()]),
  ]);
  expect(clean).toMatchObject({ status: 'fulfilled', value: ['accepted'] });
  expect(bad).toMatchObject({ status: 'rejected' });
  expect(good).toMatchObject({ status: 'fulfilled', value: ['accepted'] });
  const { rows } = await owner.query("select categories from events where dedupe_key = 'nul'");
  expect(rows).toEqual([{ categories: ['ab'] }]);
  await writer.close();
});

test('decisions are stored soon, once each, with their features', async () => {
  const writer = createEventLogWriter(database.urlAs('ingest'));
  const filled = decision();
  const empty = decision({ winner: null, noFill: 'no-eligible-ads', viewerKey: null });
  await writer.appendDecisions([filled]);
  const startedMs = performance.now();
  await writer.appendDecisions([filled, empty]);
  // 100 ms at most before the flush; the rest is Postgres on a busy machine.
  expect(performance.now() - startedMs).toBeLessThan(500);
  const { rows } = await owner.query('select * from decisions order by id');
  expect(rows).toHaveLength(2);
  expect(rows.find((row) => row.id === filled.id)).toMatchObject({
    features: filled.winner?.features,
    pricing: 'cpc',
    clearing_price_micros: '250000',
    runners_up: filled.runnersUp,
    funnel: filled.funnel,
  });
  expect(rows.find((row) => row.id === empty.id)).toMatchObject({ features: null, ad_id: null });
  await writer.close();
});

test('closing flushes what was taken, and refuses what comes after', async () => {
  const writer = createEventLogWriter(database.urlAs('ingest'));
  const taken = [behaviour(), behaviour()].map((record) => writer.appendEvents([record]));
  const decided = writer.appendDecisions([decision()]);
  await writer.close();
  expect(await Promise.all(taken)).toEqual([['accepted'], ['accepted']]);
  await decided;
  await expect(writer.appendEvents([behaviour()])).rejects.toThrow('closed');
});
