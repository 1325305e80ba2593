import type { LoggedEvent, LogPosition } from '@placard/contracts';
import { compareLogPositions } from '@placard/ranking';
import type pg from 'pg';

/** Consumers of the log, each with its own durable position. */
export type ConsumerName = 'profiles' | 'ledger' | 'rollups' | 'decision-rollups' | 'online';

const START: LogPosition = { xid: '0', seq: '0' };

export async function readPosition(
  client: pg.Pool | pg.PoolClient,
  consumer: ConsumerName,
): Promise<LogPosition> {
  const { rows } = await client.query<LogPosition>(
    'select xid, seq from event_consumers where name = $1',
    [consumer],
  );
  return rows[0] ?? START;
}

/** Runs `work` in one transaction on one connection. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A connection whose rollback fails is not given back.
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}

/** Locks the consumer's position until the end of the transaction, and answers it. */
export async function lockPosition(
  client: pg.PoolClient,
  consumer: ConsumerName,
): Promise<LogPosition> {
  await client.query(
    'insert into event_consumers (name, xid, seq) values ($1, $2, $3) on conflict do nothing',
    [consumer, START.xid, START.seq],
  );
  const { rows } = await client.query<LogPosition>(
    'select xid, seq from event_consumers where name = $1 for update',
    [consumer],
  );
  return rows[0] ?? START;
}

export async function movePosition(
  client: pg.PoolClient,
  consumer: ConsumerName,
  position: LogPosition,
): Promise<void> {
  await client.query(
    'update event_consumers set xid = $2, seq = $3, updated_at = now() where name = $1',
    [consumer, position.xid, position.seq],
  );
}

/**
 * Applies a batch once, whoever else tries: the position moves in the transaction of the effect, and events
 * at or before it are left out. `apply` is not called when none is left.
 */
export async function exactlyOnce<T>(
  pool: pg.Pool,
  consumer: ConsumerName,
  events: readonly LoggedEvent[],
  apply: (client: pg.PoolClient, fresh: readonly LoggedEvent[]) => Promise<T>,
): Promise<T | undefined> {
  return inTransaction(pool, async (client) => {
    const position = await lockPosition(client, consumer);
    const fresh = events.filter((event) => compareLogPositions(event.position, position) > 0);
    const last = fresh.at(-1);
    if (!last) return undefined;
    const result = await apply(client, fresh);
    await movePosition(client, consumer, last.position);
    return result;
  });
}
