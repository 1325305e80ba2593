import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createTestDatabase, eventually, type TestDatabase } from '@placard/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEventLogWriter, EventLogUnavailableError } from '../src/index.ts';
import { proxyTo, type Wire } from './proxy.ts';
import { behaviour, decision } from './records.ts';

let database: TestDatabase;
let owner: pg.Client;
let proxy: Wire;
let spoolDir: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});
beforeEach(async () => {
  proxy = await proxyTo(database.urlAs('ingest'));
  spoolDir = await mkdtemp(path.join(os.tmpdir(), 'spool test '));
});
afterEach(async () => {
  await proxy.close();
  await rm(spoolDir, { recursive: true });
});

const stored = async (table: 'events' | 'decisions', ids: string[]) =>
  (await owner.query(`select id from ${table} where id = any($1)`, [ids])).rowCount;
const quick = { connectTimeoutMs: 300, queryTimeoutMs: 500 };

test('a lost connection is remade without the caller noticing', async () => {
  const writer = createEventLogWriter(proxy.url, quick);
  await writer.appendEvents([behaviour()]);
  proxy.cut();
  proxy.heal();
  expect(await writer.appendEvents([behaviour()])).toEqual(['accepted']);
  await writer.close();
});

test('an event whose commit was never answered is stored once, and is accepted', async () => {
  const writer = createEventLogWriter(proxy.url, { ...quick, queryTimeoutMs: 300 });
  await writer.appendEvents([behaviour()]);
  const event = behaviour();
  proxy.deafen();
  const answer = writer.appendEvents([event]);
  await eventually(async () => expect(await stored('events', [event.id])).toBe(1));
  proxy.heal();
  expect(await answer).toEqual(['accepted']);
  await writer.close();
});

test('without a spool an outage refuses events instead of acknowledging them', async () => {
  const writer = createEventLogWriter(proxy.url, quick);
  proxy.cut();
  await expect(writer.appendEvents([behaviour()])).rejects.toBeInstanceOf(EventLogUnavailableError);
  await writer.close();
});

test('events and decisions of an outage are spooled, and stored in order once it ends', async () => {
  const notices: string[] = [];
  const writer = createEventLogWriter(proxy.url, {
    ...quick,
    spoolDir,
    onNotice: (message) => notices.push(message),
  });
  const before = behaviour();
  await writer.appendEvents([before]);
  proxy.cut();
  const during = Array.from({ length: 30 }, () => behaviour());
  const decided = decision();
  for (const event of during) {
    expect(await writer.appendEvents([event])).toEqual(['accepted']);
  }
  await writer.appendDecisions([decided]);
  expect(writer.state().spooling).toBe(true);
  proxy.heal();
  // Appends go on while the spool is replayed.
  const after: string[] = [];
  await eventually(async () => {
    const event = behaviour();
    await writer.appendEvents([event]);
    after.push(event.id);
    expect(writer.state().spooling).toBe(false);
  });
  const ids = [before.id, ...during.map((event) => event.id), ...after];
  const { rows } = await owner.query('select id from events where id = any($1) order by xid, seq', [
    ids,
  ]);
  expect(rows.map((row) => row.id)).toEqual(ids);
  expect(await stored('decisions', [decided.id])).toBe(1);
  expect(await readdir(spoolDir)).toEqual([]);
  expect(notices).toEqual([
    'Postgres is away; events go to the spool',
    'Postgres is back and the spool is replayed',
  ]);
  await writer.close();
});

test('a hung Postgres counts as an outage', async () => {
  const writer = createEventLogWriter(proxy.url, { ...quick, spoolDir });
  await writer.appendEvents([behaviour()]);
  proxy.deafen();
  const event = behaviour();
  expect(await writer.appendEvents([event])).toEqual(['accepted']);
  expect(writer.state().spooling).toBe(true);
  proxy.heal();
  await eventually(async () => expect(await stored('events', [event.id])).toBe(1));
  await writer.close();
});

test('what a killed process left in the spool is stored by the next start', async () => {
  proxy.cut();
  const killed = createEventLogWriter(proxy.url, { ...quick, spoolDir });
  const events = [behaviour(), behaviour()];
  await killed.appendEvents(events);
  await killed.close();
  expect(await readdir(spoolDir)).toHaveLength(1);
  const next = createEventLogWriter(database.urlAs('ingest'), { spoolDir });
  await eventually(async () =>
    expect(
      await stored(
        'events',
        events.map((event) => event.id),
      ),
    ).toBe(2),
  );
  await eventually(async () => expect(await readdir(spoolDir)).toEqual([]));
  await next.close();
});

test('a spool that cannot be written refuses events', async () => {
  proxy.cut();
  const writer = createEventLogWriter(proxy.url, { ...quick, spoolDir: '/dev/null/nowhere' });
  await expect(writer.appendEvents([behaviour()])).rejects.toBeInstanceOf(EventLogUnavailableError);
  await writer.close();
});
