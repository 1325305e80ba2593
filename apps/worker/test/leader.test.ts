import { createTestDatabase, eventually, type TestDatabase } from '@placard/testing';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whileLeading } from '../src/consumers/leader.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const logger = pino({ level: 'silent' });

test('one of several leads; when its connection is cut it stops, and one leads again', async () => {
  const leading = new Set<number>();
  let terms = 0;
  const stop = new AbortController();
  const url = database.urlAs('worker');
  const candidates = [1, 2, 3].map((candidate) =>
    whileLeading(
      url,
      async (signal) => {
        leading.add(candidate);
        terms++;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        leading.delete(candidate);
      },
      { signal: stop.signal, logger },
    ),
  );
  await eventually(() => expect(leading.size).toBe(1));
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(
    `select pg_terminate_backend(l.pid) from pg_locks l
     where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database())`,
  );
  await owner.end();
  await eventually(() => {
    expect(terms).toBe(2);
    expect(leading.size).toBe(1);
  });
  stop.abort();
  await Promise.all(candidates);
  expect(leading.size).toBe(0);
});
