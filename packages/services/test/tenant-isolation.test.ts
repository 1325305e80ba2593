import {
  closeDatabase,
  connectDatabase,
  DATABASE_ROLES,
  memberships,
  withTenant,
} from '@placard/db';
import { HOUR_MS } from '@placard/domain';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decided } from './decided.ts';
import { type Platform, startPlatform } from './platform.ts';
import {
  type AdvertiserWithAds,
  advertiserWithAds,
  deliver,
  type PublisherWithPlacement,
  publisherWithPlacement,
} from './trading.ts';

/** Tables that carry their tenant, from the catalogue: a new one is tried the day it appears. */
type Table = { name: string; readable: boolean };

let platform: Platform;
let mine: AdvertiserWithAds;
let theirs: AdvertiserWithAds;
let theirSite: PublisherWithPlacement;
let tenantTables: Table[];

beforeAll(async () => {
  platform = await startPlatform();
  mine = await advertiserWithAds(platform, 'Mine');
  theirs = await advertiserWithAds(platform, 'Theirs');
  theirSite = await publisherWithPlacement(platform, 'Their site');
  const hour = new Date(Math.floor(platform.clock.nowMs() / HOUR_MS) * HOUR_MS);
  await deliver(platform, theirs, theirSite, hour);
  const market = await platform.owner.execute<{ id: string }>(sql`select id from markets`);
  await decided(platform, market.rows[0]!.id, theirs, theirSite);
  const tables = await platform.owner.execute<Table>(sql`
    select c.relname as name, has_table_privilege('placard_app', c.oid, 'select') as readable
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`);
  tenantTables = tables.rows;
}, 120_000);
afterAll(() => platform.close());

test('row-level security is on and forced on every table', async () => {
  const { rows } = await platform.owner.execute<{ name: string; forced: boolean }>(sql`
    select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'`);
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter((row) => !row.forced)).toEqual([]);
});

test('the other tenant has rows in nearly every tenant table, so that seeing none means something', async () => {
  const empty: string[] = [];
  for (const { name } of tenantTables) {
    const { rows } = await platform.owner.execute<{ n: string }>(
      sql`select count(*) as n from ${sql.identifier(name)}
          where organization_id in (${theirs.organizationId}, ${theirSite.organizationId})`,
    );
    if (Number(rows[0]!.n) === 0) empty.push(name);
  }
  // Markets are the platform's so far, and a session names an organization only once one is chosen.
  expect(empty).toEqual(['markets', 'sessions']);
});

test('a tenant reads no row of another in any table, and nothing at all without a tenant', async () => {
  for (const { name, readable } of tenantTables) {
    if (!readable) continue;
    const table = sql.identifier(name);
    const foreign = sql`select count(*)::int as n from ${table} where organization_id is distinct from ${mine.organizationId}`;
    const { rows } = await withTenant(platform.databases.app, mine.organizationId, (tx) =>
      tx.execute<{ n: number }>(
        name === 'markets' ? sql`${foreign} and organization_id is not null` : foreign,
      ),
    );
    expect(rows, name).toEqual([{ n: 0 }]);
    const nobody = await platform.databases.app.execute<{ n: number }>(
      name === 'markets' ? sql`select 0 as n` : sql`select count(*)::int as n from ${table}`,
    );
    expect(nobody.rows, name).toEqual([{ n: 0 }]);
  }
});

test('a tenant changes and deletes no row of another, and writes none in its name', async () => {
  for (const { name } of tenantTables) {
    const table = sql.identifier(name);
    const { rows } = await platform.owner.execute<{ row: Record<string, unknown> }>(
      sql`select to_jsonb(t) as row from ${table} t where organization_id = ${theirs.organizationId} limit 1`,
    );
    const row = rows[0]?.row;
    if (!row) continue;
    const attempt = (statement: ReturnType<typeof sql>) =>
      withTenant(platform.databases.app, mine.organizationId, (tx) => tx.execute(statement)).then(
        (result) => result.rowCount ?? 0,
        (error: Error) => String(error.cause),
      );
    const refused = expect.toSatisfy(
      (outcome: number | string) =>
        outcome === 0 || /permission denied|row-level/.test(`${outcome}`),
    );
    const copy = JSON.stringify({ ...row, ...('id' in row ? { id: `${row.id}-copy` } : {}) });
    expect(
      await attempt(
        sql`insert into ${table} select * from jsonb_populate_record(null::${table}, ${copy}::jsonb)`,
      ),
      name,
    ).toMatch(/permission denied|row-level/);
    expect(
      await attempt(sql`delete from ${table} where organization_id = ${theirs.organizationId}`),
      name,
    ).toEqual(refused);
    expect(
      await attempt(
        sql`update ${table} set organization_id = ${mine.organizationId} where organization_id = ${theirs.organizationId}`,
      ),
      name,
    ).toEqual(refused);
    expect(
      await attempt(
        sql`update ${table} set organization_id = ${theirs.organizationId} where organization_id = ${mine.organizationId}`,
      ),
      name,
    ).toMatch(/permission denied|row-level/);
  }
});

test('a tenant cannot reach what it has no business with', async () => {
  for (const statement of [
    'select password_hash from users',
    'select * from sessions',
    'select * from sign_in_throttles',
    'select * from decisions',
    'select * from events',
    'select * from ledger_transactions',
    'select * from viewer_profiles',
    'select * from model_versions',
    'select * from training_runs',
    'update organizations set is_platform = true',
    "insert into organizations (id, name, is_platform) values ('org_x', 'x', true)",
    'update ledger_accounts set balance_micros = 1000000000',
    "update creative_versions set review_status = 'approved'",
    'update publishers set share_bps = 10000',
    'update campaign_spend set spend_micros = 0',
    'delete from audit_log',
    "update audit_log set action = 'nothing.happened'",
    "update api_keys set secret_hash = 'x'",
  ]) {
    const outcome = await withTenant(platform.databases.app, mine.organizationId, (tx) =>
      tx.execute(sql.raw(statement)),
    ).then(
      () => 'done',
      (error: Error) => String(error.cause),
    );
    expect(outcome, statement).toMatch(/permission denied/);
  }
});

test('a tenant makes nobody staff and approves nothing, even past the services', async () => {
  const asMe = (statement: ReturnType<typeof sql>) =>
    withTenant(platform.databases.app, mine.organizationId, (tx) => tx.execute(statement)).catch(
      (error: Error) => Promise.reject(error.cause),
    );
  await expect(asMe(sql`update memberships set role = 'staff'`)).rejects.toThrow(/row-level/);
  await expect(
    asMe(sql`insert into creative_versions (id, organization_id, creative_id, version, width, height, landing_url, review_status)
      values ('crv_x', ${mine.organizationId}, ${mine.creativeId}, 9, 10, 10, 'https://x.example', 'approved')`),
  ).rejects.toThrow(/row-level/);
  const [membership] = await platform.owner
    .select()
    .from(memberships)
    .where(eq(memberships.organizationId, mine.organizationId));
  expect(membership!.role).toBe('owner');
});

test('each side sees a shared decision and event in its own columns alone', async () => {
  const columns = async (view: string, organizationId: string) => {
    const { rows, fields } = await withTenant(platform.databases.app, organizationId, (tx) =>
      tx.execute(sql`select * from ${sql.identifier(view)}`),
    );
    return { count: rows.length, columns: fields.map((field) => field.name), rows };
  };
  const buyer = await columns('advertiser_decisions', theirs.organizationId);
  expect(buyer.count).toBe(1);
  for (const hidden of [
    'viewer_key',
    'features',
    'runners_up',
    'funnel',
    'publisher_organization_id',
  ]) {
    expect(buyer.columns).not.toContain(hidden);
  }
  const seller = await columns('publisher_decisions', theirSite.organizationId);
  expect(seller.count).toBe(1);
  for (const hidden of [
    'bid_micros',
    'clearing_price_micros',
    'p_ctr',
    'runners_up',
    'viewer_key',
    'campaign_id',
  ]) {
    expect(seller.columns).not.toContain(hidden);
  }
  const payout = await columns('publisher_events', theirSite.organizationId);
  expect(payout.rows[0]).toMatchObject({ payout_micros: '217000' });
  expect(payout.columns).not.toContain('charge_micros');
  for (const view of [
    'advertiser_decisions',
    'publisher_decisions',
    'advertiser_events',
    'publisher_events',
  ]) {
    expect((await columns(view, mine.organizationId)).count, view).toBe(0);
  }
  expect((await columns('advertiser_decisions', theirSite.organizationId)).count).toBe(0);
  expect((await columns('publisher_decisions', theirs.organizationId)).count).toBe(0);
});

test('no role gets past its policies: not by a setting, another role or a new right', async () => {
  for (const role of DATABASE_ROLES) {
    const database = connectDatabase(platform.urlAs(role), { poolSize: 1 });
    const attempt = (text: string) =>
      database.execute(sql.raw(text)).then(
        () => 'done',
        (error: Error) => String(error.cause),
      );
    for (const statement of [
      `alter role placard_${role} bypassrls`,
      `alter role placard_${role} superuser`,
      'alter table campaigns no force row level security',
      'alter table campaigns disable row level security',
      'create policy mine on campaigns using (true)',
      'set role placard',
      ...DATABASE_ROLES.filter((other) => other !== role).map(
        (other) => `set role placard_${other}`,
      ),
      'set session authorization placard',
      'create table public.copy as select 1',
    ]) {
      expect(await attempt(statement), `${role}: ${statement}`).toMatch(
        /permission denied|must be owner|superuser|only roles/i,
      );
    }
    await database.execute(sql`set row_security = off`);
    const read = await attempt('select count(*) from campaigns');
    expect(read, role).toMatch(/row-level security|permission denied/);
    await closeDatabase(database);
  }
});

test('the ad-server may append events and decisions and read no account', async () => {
  const ingest = connectDatabase(platform.urlAs('ingest'), { poolSize: 1 });
  const { rows } = await ingest.execute<{ name: string }>(sql`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
      and (has_table_privilege(oid, 'select') or has_table_privilege(oid, 'insert')
        or has_table_privilege(oid, 'update') or has_table_privilege(oid, 'delete')) order by 1`);
  expect(rows.map((row) => row.name)).toEqual(['decisions', 'events']);
  await closeDatabase(ingest);
});
