import type pg from 'pg';

/**
 * The transaction id below which every transaction of this database has ended, so that a statement which
 * starts afterwards sees all its rows. `pg_snapshot_xmin` would do, but it waits for every database of the
 * server. Ends are read after the newest id: one that is missing from the list has ended, and is visible to
 * the next snapshot.
 */
const HORIZON = `
  with newest as materialized (
    select pg_snapshot_xmax(pg_current_snapshot())::text::numeric as xid
  ),
  running as (
    select backend_xid as xid from pg_stat_activity
    where datid = (select oid from pg_database where datname = current_database())
      and backend_xid is not null and pid <> pg_backend_pid()
    union all
    select transaction from pg_prepared_xacts where database = current_database()
  ),
  -- Ids of 32 bits, told apart from those of four billion transactions ago by their distance.
  aged as (
    select newest.xid as newest,
      mod(mod(newest.xid - running.xid::text::numeric, 4294967296) + 4294967296, 4294967296) as distance
    from newest left join running on true
  )
  select least(min(newest), min(newest - distance) filter (where distance < 2147483648))::text as horizon
  from aged`;

/** Rows of an append-only log whose `xid` is below the answer may be read, by a later statement. */
export async function readHorizon(client: pg.Pool | pg.PoolClient): Promise<string> {
  const { rows } = await client.query<{ horizon: string }>({ name: 'read horizon', text: HORIZON });
  const horizon = rows[0]?.horizon;
  if (!horizon) throw new Error('Postgres told no newest transaction id');
  return horizon;
}
