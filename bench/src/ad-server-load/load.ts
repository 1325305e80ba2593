import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, connect } from './connection.ts';

export type Target = { readonly host: string; readonly port: number };
export type LoadResult = {
  readonly answered: number;
  readonly refused: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** NaN when nothing was refused. */
  readonly refusedP99Ms: number;
};

/** Keeps `connections` busy: how much the server can do at most. Its latencies say little. */
export async function closedLoop(
  target: Target,
  next: () => Buffer,
  { connections = 16, seconds = 5 } = {},
): Promise<LoadResult> {
  const pool = await openPool(target, connections);
  const tally = createTally();
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  await Promise.all(
    pool.map(async (connection) => {
      while (performance.now() < endMs) {
        const sentMs = performance.now();
        tally.add(await connection.send(next()), performance.now() - sentMs);
      }
    }),
  );
  for (const connection of pool) connection.close();
  return tally.result(performance.now() - startMs);
}

/**
 * Sends at a fixed rate whatever the server does. A request waits for a free connection on the clock of its
 * due time, so that a stall shows in every request it delayed.
 */
export async function openLoop(
  target: Target,
  next: () => Buffer,
  {
    perSecond,
    seconds = 5,
    connections = 128,
  }: { perSecond: number; seconds?: number; connections?: number },
): Promise<LoadResult> {
  const idle = await openPool(target, connections);
  const all = [...idle];
  const tally = createTally();
  const due: number[] = [];
  const underWay = new Set<Promise<void>>();
  const startMs = performance.now();
  const total = Math.round(perSecond * seconds);

  const serve = async (connection: Connection, dueMs: number) => {
    tally.add(await connection.send(next()), performance.now() - dueMs);
    const waiting = due.shift();
    if (waiting === undefined) idle.push(connection);
    else await serve(connection, waiting);
  };
  for (let sent = 0; sent < total; ) {
    const dueNow = Math.min(total, Math.floor(((performance.now() - startMs) * perSecond) / 1000));
    for (; sent < dueNow; sent++) {
      const dueMs = startMs + (sent * 1000) / perSecond;
      const connection = idle.pop();
      if (!connection) {
        due.push(dueMs);
        continue;
      }
      const work = serve(connection, dueMs).finally(() => underWay.delete(work));
      underWay.add(work);
    }
    await delay(1);
  }
  while (underWay.size > 0) await Promise.all(underWay);
  for (const connection of all) connection.close();
  return tally.result(performance.now() - startMs);
}

function openPool({ host, port }: Target, connections: number): Promise<Connection[]> {
  return Promise.all(Array.from({ length: connections }, () => connect(host, port)));
}

function createTally() {
  const latenciesMs: number[] = [];
  const refusedMs: number[] = [];
  return {
    add(status: number, latencyMs: number): void {
      if (status === 200) latenciesMs.push(latencyMs);
      else refusedMs.push(latencyMs);
    },
    result(elapsedMs: number): LoadResult {
      const sorted = Float64Array.from(latenciesMs).sort();
      const at = (share: number, of = sorted) => of[Math.floor(of.length * share)] ?? Number.NaN;
      return {
        answered: sorted.length,
        refused: refusedMs.length,
        perSecond: (sorted.length * 1000) / elapsedMs,
        p50Ms: at(0.5),
        p99Ms: at(0.99),
        refusedP99Ms: at(0.99, Float64Array.from(refusedMs).sort()),
      };
    },
  };
}
