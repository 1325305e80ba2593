import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Blobs, createFileBlobs } from '@placard/blobs';
import { closeDatabase, connectDatabase, type Database } from '@placard/db';
import { type FakeClock, fakeClock } from '@placard/testing';
import { type Logger, pino } from 'pino';
import { createMarket, type TestMarket } from './market.ts';

export type OpenMarket = {
  readonly market: TestMarket;
  /** As the worker. */
  readonly database: Database;
  readonly folder: string;
  readonly blobs: Blobs;
  readonly clock: FakeClock;
  /** What a job of the worker is given. */
  readonly job: {
    readonly pool: Database['$client'];
    readonly blobs: Blobs;
    readonly clock: FakeClock;
    readonly logger: Logger;
  };
  readonly close: () => Promise<void>;
};

/** A market of its own, a connection to its database, blobs, and a clock that stands at `nowMs`. */
export async function openMarket(nowMs: number): Promise<OpenMarket> {
  const market = await createMarket();
  const database = connectDatabase(market.database.urlAs('worker'), { poolSize: 3 });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'placard-test-'));
  const blobs = createFileBlobs(folder);
  const clock = fakeClock(nowMs);
  const job = { pool: database.$client, blobs, clock, logger: pino({ enabled: false }) };
  return {
    ...{ market, database, folder, blobs, clock, job },
    close: async () => {
      await closeDatabase(database);
      await market.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
