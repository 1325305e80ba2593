import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventLogReader } from '@placard/event-log';
import type pg from 'pg';
import { type ConsumerName, readPosition } from './consumers/exactly-once.ts';

export type WorkerState = {
  /** The one that leads runs the consumers; one on standby waits to take over. */
  role: 'starting' | 'standby' | 'leading';
  profilesReady: boolean;
  snapshotRevision: string | null;
  snapshotBuiltAtMs: number | null;
};

export type HealthOptions = {
  readonly host: string;
  readonly port: number;
  readonly pool: pg.Pool;
  readonly reader: EventLogReader;
  readonly state: WorkerState;
};

export type Health = { readonly url: string; readonly close: () => Promise<void> };

const CONSUMERS: readonly ConsumerName[] = ['profiles', 'ledger', 'rollups'];

/**
 * `GET /health`: 200 when this worker does its work or stands by for the one that does, 503 otherwise; with
 * each consumer's lag in events and milliseconds, and what markets could not learn.
 */
export async function serveHealth({ host, port, ...parts }: HealthOptions): Promise<Health> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/health') {
      response.writeHead(404).end();
      return;
    }
    report(parts).then(
      (body) => {
        response.writeHead(body.status === 'ready' ? 200 : 503, {
          'content-type': 'application/json',
          'cache-control': 'no-store',
        });
        response.end(JSON.stringify(body));
      },
      () => response.writeHead(503).end('{"status":"no database"}'),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function report({ pool, reader, state }: Omit<HealthOptions, 'host' | 'port'>) {
  const lags = await Promise.all(
    CONSUMERS.map(async (name) => {
      const lag = await reader.lag(await readPosition(pool, name));
      return [name, { events: lag.events, oldestMs: lag.oldestMs && Math.round(lag.oldestMs) }];
    }),
  );
  const leadsWell = state.profilesReady && state.snapshotRevision !== null;
  const ready = state.role === 'leading' ? leadsWell : state.role === 'standby';
  return {
    status: ready ? 'ready' : 'starting',
    ...state,
    consumers: Object.fromEntries(lags),
    failing: await readFailures(pool),
  };
}

/** What markets could not learn, the longest failing first: no reason to call this worker unwell. */
async function readFailures(pool: pg.Pool) {
  const { rows } = await pool.query<{
    marketId: string;
    learner: string;
    failures: number;
    error: string;
    retryAt: Date;
  }>(
    `select market_id as "marketId", learner, failures, error, retry_at as "retryAt"
     from learning_failures order by failures desc, market_id limit 20`,
  );
  return rows;
}
