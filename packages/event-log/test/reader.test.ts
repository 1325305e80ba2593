import type { LogPosition } from '@placard/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '@placard/testing';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  createEventLogReader,
  createEventLogWriter,
  type EventLogReader,
  type EventLogWriter,
  LOG_START,
} from '../src/index.ts';
import { behaviour } from './records.ts';

let database: TestDatabase;
let reader: EventLogReader;
let writer: EventLogWriter;

beforeAll(async () => {
  database = await createTestDatabase();
  reader = createEventLogReader(database.urlAs('worker'));
  writer = createEventLogWriter(database.urlAs('ingest'));
});
afterAll(async () => {
  await writer.close();
  await reader.close();
  await database.drop();
});
beforeEach(() => onConnection((client) => client.query('truncate events')));

async function onConnection<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const insert = (client: pg.Client, key: string) =>
  client.query(
    `insert into events (id, kind, dedupe_key, occurred_at, market_id) values ($1, 'view', $1, now(), 'mkt_1')`,
    [key],
  );
const keys = (events: readonly { dedupeKey: string }[]) => events.map((event) => event.dedupeKey);

test('a row that commits after later ones is not skipped', async () => {
  await onConnection((slow) =>
    onConnection(async (fast) => {
      await slow.query('begin');
      await insert(slow, 'slow-1');
      await insert(fast, 'fast-1');
      await slow.query('savepoint nested');
      await insert(slow, 'slow-2');
      // The fast row is committed, and waits for the older transaction.
      expect(await reader.readAfter(LOG_START, 10)).toEqual([]);
      await slow.query('commit');
    }),
  );
  await insertOne('last');
  await eventually(async () => {
    const events = await reader.readAfter(LOG_START, 10);
    expect(keys(events)).toEqual(['slow-1', 'slow-2', 'fast-1', 'last']);
    const second = events[1];
    expect(keys(await reader.readAfter(second?.position ?? LOG_START, 1))).toEqual(['fast-1']);
  });
});

const insertOne = (key: string) => onConnection((client) => insert(client, key));

test('a transaction that only reads holds nothing back; one that wrote to another table does, until it ends', async () => {
  await onConnection(async (idle) => {
    await idle.query('begin');
    await idle.query('select count(*) from events');
    await insertOne('one');
    await eventually(async () =>
      expect(keys(await reader.readAfter(LOG_START, 10))).toEqual(['one']),
    );
    await idle.query("insert into organizations (id, name) values ('org_idle', 'never committed')");
    await insertOne('two');
    expect(keys(await reader.readAfter(LOG_START, 10))).toEqual(['one']);
    await idle.query('rollback');
    await eventually(async () =>
      expect(keys(await reader.readAfter(LOG_START, 10))).toEqual(['one', 'two']),
    );
  });
});

test('a transaction in another database of the server holds nothing back', async () => {
  const other = await createTestDatabase();
  const elsewhere = new pg.Client({ connectionString: other.url });
  await elsewhere.connect();
  await elsewhere.query('begin');
  await elsewhere.query('select pg_current_xact_id()');
  await insertOne('here');
  expect(keys(await reader.readAfter(LOG_START, 10))).toEqual(['here']);
  await elsewhere.end();
  await other.drop();
});

test('many writers with interleaved transactions: a follower sees every event once, in order', async () => {
  const seen: string[] = [];
  const positions: LogPosition[] = [];
  const stop = new AbortController();
  const following = reader.follow({
    from: LOG_START,
    limit: 7,
    signal: stop.signal,
    onBatch: async (events) => {
      seen.push(...keys(events));
      positions.push(...events.map((event) => event.position));
    },
  });
  const committed: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, (_, w) =>
      onConnection(async (client) => {
        for (let t = 0; t < 12; t++) {
          await client.query('begin');
          const mine = [0, 1, 2].slice(0, 1 + ((w + t) % 3)).map((i) => `w${w}-${t}-${i}`);
          for (const key of mine) await insert(client, key);
          const kept = (w + t) % 4 !== 0;
          await client.query(kept ? 'commit' : 'rollback');
          if (kept) committed.push(...mine);
        }
      }),
    ),
  );
  await eventually(() => expect(seen.toSorted()).toEqual(committed.toSorted()));
  stop.abort();
  await following;
  expect(new Set(seen).size).toBe(seen.length);
  const place = ({ xid, seq }: LogPosition) => BigInt(xid) * 2n ** 64n + BigInt(seq);
  const sorted = positions.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  expect(positions).toEqual(sorted);
});

test('a follower is woken by an append, also after its connections were cut', async () => {
  const batches: { key: string; atMs: number }[] = [];
  const stop = new AbortController();
  const following = reader.follow({
    from: LOG_START,
    signal: stop.signal,
    onBatch: async (events) => {
      for (const key of keys(events)) batches.push({ key, atMs: performance.now() });
    },
  });
  const latencyMsOf = async () => {
    const event = behaviour();
    await writer.appendEvents([event]);
    const appendedMs = performance.now();
    return eventually(() => {
      const batch = batches.find(({ key }) => key === event.dedupeKey);
      expect(batch).toBeDefined();
      return (batch?.atMs ?? Number.NaN) - appendedMs;
    });
  };
  await latencyMsOf();
  const latencies: number[] = [];
  for (let i = 0; i < 20; i++) latencies.push(await latencyMsOf());
  expect(latencies.toSorted((a, b) => a - b)[10]).toBeLessThan(200);
  await onConnection((client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name like 'placard%' and usename = 'placard_worker'`,
    ),
  );
  expect(await latencyMsOf()).toBeLessThan(3_000);
  stop.abort();
  await following;
});

test('a follower stops with what its consumer throws, and the lag counts what it left', async () => {
  await writer.appendEvents([behaviour(), behaviour()]);
  const signal = new AbortController().signal;
  const failing = reader.follow({
    from: LOG_START,
    signal,
    onBatch: () => Promise.reject(new Error('consumer failed')),
  });
  await expect(failing).rejects.toThrow('consumer failed');
  expect((await reader.lag(LOG_START)).events).toBe(2);
  const events = await eventually(async () => {
    const read = await reader.readAfter(LOG_START, 10);
    expect(read).toHaveLength(2);
    return read;
  });
  expect(await reader.lag(events[1]?.position ?? LOG_START)).toEqual({ events: 0, oldestMs: null });
});
