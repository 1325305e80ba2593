import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema/index.ts';

export type Database = NodePgDatabase<typeof schema> & { $client: pg.Pool };
/** What runs queries: a database or a transaction of it. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
export type Queryable = Database | Transaction;

/** A pool connected as the role in `url`. Close it with `closeDatabase`. */
export function connectDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    // A forgotten transaction would hold back every reader of the event log.
    idle_in_transaction_session_timeout: 60_000,
  });
  // An idle connection that Postgres drops must not take the process with it; the next query reconnects.
  pool.on('error', () => {});
  return drizzle(pool, { schema });
}

export async function closeDatabase(database: Database): Promise<void> {
  await database.$client.end();
}
