import path from 'node:path';
import { readEmbeddedEnv, runAdServer, steerableClock } from '@placard/ad-server';
import { createFileBlobs } from '@placard/blobs';
import { systemClock } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import { createMemoryStore } from '@placard/store';
import { pino } from 'pino';
import { readEnv } from './env.ts';
import { startWorker } from './start-worker.ts';

// Ad-server and worker in one process over one memory store, for a machine without Redis: jobs run on
// Postgres, and the store is rebuilt from Postgres at every start. One such process at a time.

const env = readEnv();
const serving = readEmbeddedEnv();
const store = createMemoryStore();
const blobs = createFileBlobs(env.blobsDir);
const adServerLogger = pino({ name: 'ad-server' });
const logger = pino({ name: 'worker' });
const eventLog = createEventLogWriter(serving.databaseUrl, {
  spoolDir: serving.spoolDir,
  onNotice: (message, error) => adServerLogger.warn({ err: error }, message),
});
const worker = await startWorker({
  databaseUrl: env.databaseUrl,
  queue: { databaseUrl: env.databaseUrl },
  store,
  blobs,
  encodersDir: env.encodersDir,
  trainingDir: path.join(env.blobsDir, 'training'),
  trainingThreads: env.trainingThreads,
  trainingRunner: env.trainingRunner,
  clock: systemClock,
  logger,
  host: env.host,
  port: env.port,
});
const server = await runAdServer({
  hotState: store,
  snapshotPointer: store.snapshotPointer,
  eventSink: eventLog,
  blobs,
  clock: serving.clock === 'simulated' ? steerableClock(systemClock) : systemClock,
  random: Math.random,
  logger: adServerLogger,
  secret: serving.secret,
  publicUrl: serving.publicUrl,
  host: serving.host,
  port: serving.port,
});
logger.info(
  { adServer: server.url, worker: worker.url },
  'ad-server and worker run in one process, without Redis',
);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await server.close();
    await eventLog.close();
    await worker.close();
    await store.close();
  });
}
