import { createTestDatabase, type TestDatabase } from '@placard/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADVISORY_LOCKS,
  closeDatabase,
  connectDatabase,
  type Database,
  migrate,
} from '../src/index.ts';

let database: TestDatabase;
let owner: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = connectDatabase(database.url, { poolSize: 2 });
});
afterAll(async () => {
  await closeDatabase(owner);
  await database.drop();
});

const names = async (query: ReturnType<typeof sql>) => {
  const { rows } = await owner.execute<{ name: string }>(query);
  return rows.map((row) => row.name);
};

describe('row-level security', () => {
  test('is enabled and forced on every table, so that not even the owner reads past it', async () => {
    const unguarded = await names(sql`
      select relname as name from pg_class
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
        and not (relrowsecurity and relforcerowsecurity)`);
    expect(unguarded).toEqual([]);
  });

  test('has a policy on every table, for a table without one hides all its rows', async () => {
    const closed = await names(sql`
      select relname as name from pg_class
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
        and not exists (select 1 from pg_policy where polrelid = pg_class.oid)`);
    expect(closed).toEqual([]);
  });

  test('can be passed by no role of ours', async () => {
    const powerful = await names(sql`
      select rolname as name from pg_roles
      where rolname like 'placard\\_%' and (rolsuper or rolbypassrls or rolcreaterole)`);
    expect(powerful).toEqual([]);
  });
});

test('migrating twice, and from two processes at once, changes nothing more', async () => {
  const applied = () =>
    names(sql`select hash as name from drizzle.__drizzle_migrations order by id`);
  const before = await applied();
  await Promise.all([migrate(database.url), migrate(database.url)]);
  expect(await applied()).toEqual(before);
});

test('no two purposes share an advisory lock', () => {
  const numbers = Object.values(ADVISORY_LOCKS);
  expect(new Set(numbers).size).toBe(numbers.length);
});
