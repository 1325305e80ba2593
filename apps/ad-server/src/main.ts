import { createFileBlobs } from '@placard/blobs';
import { systemClock } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import { createRedisStore } from '@placard/store';
import { pino } from 'pino';
import { readEnv } from './env.ts';
import { runAdServer } from './run-ad-server.ts';
import { steerableClock } from './steerable-clock.ts';

const env = readEnv();
const logger = pino({ name: 'ad-server' });
const store = await createRedisStore({ url: env.redisUrl });
const eventLog = createEventLogWriter(env.databaseUrl, {
  spoolDir: env.spoolDir,
  onNotice: (message, error) => logger.warn({ err: error }, message),
});
const server = await runAdServer({
  hotState: store,
  snapshotPointer: store.snapshotPointer,
  eventSink: eventLog,
  blobs: createFileBlobs(env.blobsDir),
  clock: env.clock === 'simulated' ? steerableClock(systemClock) : systemClock,
  random: Math.random,
  logger,
  secret: env.secret,
  publicUrl: env.publicUrl,
  host: env.host,
  port: env.port,
});
logger.info({ url: server.url }, 'the ad-server listens');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await server.close();
    await eventLog.close();
    await store.close();
  });
}
