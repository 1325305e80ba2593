import {
  createPostgresBackend,
  createRedisBackend,
  type Processor,
  type Queue,
  type Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';

/** Redis where there is one, else Postgres, as the worker or the admin role. */
export type QueueConnection =
  | { readonly redisUrl: string; readonly prefix?: string }
  | { readonly databaseUrl: string };

/** The schema that migrations made for the queue. */
const SCHEMA = 'bullmq';

type Fallible = { on: (event: 'error', listener: (error: Error) => void) => unknown };
type JobQueue = Pick<Queue, 'add' | 'upsertJobScheduler' | 'getJob' | 'close'> & Fallible;
type JobWorker = Pick<Worker, 'close' | 'waitUntilReady'> & Fallible;
type Settings = Omit<WorkerOptions, 'connection' | 'prefix'>;

export type Backend = {
  readonly queue: (name: string) => JobQueue;
  readonly worker: (name: string, processor: Processor, settings: Settings) => JobWorker;
};

/** BullMQ over either store. Whatever is opened is closed by its opener. */
export function backendOf(connection: QueueConnection): Backend {
  if ('redisUrl' in connection) {
    const { Queue, Worker } = withBackend(createRedisBackend);
    const { redisUrl: url, prefix = '{placard}' } = connection;
    return {
      // A caller that enqueues is told of an outage; a worker waits it out.
      queue: (name) => new Queue(name, { connection: { url, maxRetriesPerRequest: 1 }, prefix }),
      worker: (name, processor, settings) =>
        new Worker(name, processor, {
          ...settings,
          connection: { url, maxRetriesPerRequest: null },
          prefix,
        }),
    };
  }
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const postgres = { connectionString: connection.databaseUrl, schema: SCHEMA, max: 2 };
  return {
    queue: (name) => new Queue(name, { connection: postgres }),
    worker: (name, processor, settings) =>
      new Worker(name, processor, { ...settings, connection: postgres }),
  };
}
