import { type Backend, backendOf, type QueueConnection } from './backend.ts';
import { JOBS, type JobName, type JobPayload } from './catalogue.ts';

export type QueueClient = {
  /**
   * Adds a job, unless one with the same key waits or runs. Returns its key.
   * @throws ZodError when the payload does not fit, or the store's own error when it is away.
   */
  readonly enqueue: <N extends JobName>(name: N, payload: JobPayload<N>) => Promise<string>;
  /** Whether a job with this key waits or runs. */
  readonly has: (name: JobName, key: string) => Promise<boolean>;
  /** How far the job of this payload says it is, in [0, 1]; null where none runs that says so. */
  readonly progress: <N extends JobName>(name: N, payload: JobPayload<N>) => Promise<number | null>;
  readonly close: () => Promise<void>;
};

/** A client that connects on first use. `onError` is told of connection troubles between calls. */
export function createQueueClient(
  connection: QueueConnection,
  options: { readonly onError?: (error: Error) => void } = {},
): QueueClient {
  const backend = backendOf(connection);
  const queues = new Map<JobName, ReturnType<Backend['queue']>>();
  const queueOf = (name: JobName) => {
    const open = queues.get(name) ?? backend.queue(name);
    if (!queues.has(name)) {
      open.on('error', options.onError ?? (() => undefined));
      queues.set(name, open);
    }
    return open;
  };
  return {
    async enqueue(name, payload) {
      const { payload: parsed, key } = JOBS[name].parse(payload);
      await queueOf(name).add(name, parsed, { ...jobOptions(name), jobId: key });
      return key;
    },
    has: async (name, key) => (await queueOf(name).getJob(key)) !== undefined,
    async progress(name, payload) {
      const job = await queueOf(name).getJob(JOBS[name].parse(payload).key);
      return typeof job?.progress === 'number' && job.progress > 0 ? job.progress : null;
    },
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** A finished job leaves nothing behind: what came of it stands in the database. */
export function jobOptions(name: JobName) {
  return {
    attempts: JOBS[name].attempts,
    backoff: { type: 'exponential', delay: 1_000 },
    removeOnComplete: true,
    removeOnFail: true,
  };
}
