import { Socket } from 'node:net';
import pg from 'pg';
import { EventLogUnavailableError } from './errors.ts';

export type Connection = {
  /**
   * Runs a statement, connecting first where needed.
   * @throws EventLogUnavailableError when it is unknown or impossible whether it took effect: connection lost,
   * no answer in time, server shutting down or full. Any other error means that it took no effect.
   */
  readonly query: <Row extends pg.QueryResultRow>(statement: pg.QueryConfig) => Promise<Row[]>;
  readonly close: () => void;
};

/** Connection exceptions, resources, operator intervention, system errors, deadlocks; a read-only replica. */
const TRANSIENT_SQLSTATE = /^(08|53|57P|58|40)|^25006$/;

/** One Postgres connection that is made on use and remade after a loss. A hung server is given up on. */
export function createConnection(
  url: string,
  options: { readonly connectTimeoutMs: number; readonly queryTimeoutMs: number },
): Connection {
  let open: { client: pg.Client; socket: Socket } | undefined;

  const drop = () => {
    // `end` alone would wait for an answer that a hung server never gives.
    open?.socket.destroy();
    open = undefined;
  };

  const connect = async (): Promise<pg.Client> => {
    if (open) return open.client;
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: url,
      stream: () => socket,
      keepAlive: true,
      connectionTimeoutMillis: options.connectTimeoutMs,
      query_timeout: options.queryTimeoutMs,
      idle_in_transaction_session_timeout: 10_000,
      application_name: 'placard event log',
    });
    client.on('error', () => {
      if (open?.client === client) drop();
    });
    try {
      await client.connect();
    } catch (error) {
      socket.destroy();
      throw error;
    }
    open = { client, socket };
    return client;
  };

  return {
    async query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<Row[]> {
      try {
        return (await (await connect()).query<Row>(statement)).rows;
      } catch (error) {
        const refused =
          open && error instanceof pg.DatabaseError && !TRANSIENT_SQLSTATE.test(error.code ?? '');
        if (refused) throw error;
        drop();
        const reason = error instanceof Error ? error.message : String(error);
        throw new EventLogUnavailableError(`Postgres is not available: ${reason}`, {
          cause: error,
        });
      }
    },
    close: () => {
      open?.client.end().catch(() => undefined);
      open = undefined;
    },
  };
}
