import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase, DATABASE_ROLES, type TestDatabase } from '../src/index.ts';

async function queryAt(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('databases created at the same time are migrated, empty and private', {
  timeout: 60_000,
}, async () => {
  const databases = await Promise.all([0, 1, 2, 3].map(() => createTestDatabase()));
  const [first, second] = databases as [TestDatabase, TestDatabase];
  await queryAt(first.url, 'create table only_here (id int)');
  const tables = (url: string) =>
    queryAt(url, "select table_name from information_schema.tables where table_schema = 'public'");
  const [ofFirst, ofSecond] = [await tables(first.url), await tables(second.url)];
  expect(ofSecond.length).toBeGreaterThan(10);
  expect(ofFirst.length).toBe(ofSecond.length + 1);
  await Promise.all(databases.map((database) => database.drop()));
  await expect(queryAt(first.url, 'select 1')).rejects.toThrow(/does not exist/);
});

test('no role that a process uses can bypass row-level security', { timeout: 60_000 }, async () => {
  const database = await createTestDatabase();
  for (const role of DATABASE_ROLES) {
    const [self] = await queryAt(
      database.urlAs(role),
      'select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user',
    );
    expect(self).toEqual({ rolname: `placard_${role}`, rolsuper: false, rolbypassrls: false });
  }
  const roles = await queryAt(
    database.url,
    "select rolname from pg_roles where rolcanlogin and starts_with(rolname, 'placard_')",
  );
  expect(roles.map(({ rolname }) => rolname).sort()).toEqual(
    DATABASE_ROLES.map((role) => `placard_${role}`).sort(),
  );
  await database.drop();
});
