import { type Job, type Processor, UnrecoverableError, WaitingError } from 'bullmq';
import { backendOf, type QueueConnection } from './backend.ts';
import { JOB_NAMES, JOBS, type JobName, type JobPayload } from './catalogue.ts';
import { jobOptions } from './client.ts';

export type JobContext = {
  /** Aborts when this process stops: leave off, and the job is started anew elsewhere. */
  readonly signal: AbortSignal;
  /** No retry follows a failure of this attempt. */
  readonly lastAttempt: boolean;
  /** Tells whoever asks that this share of the job, in [0, 1], is done. */
  readonly report: (share: number) => Promise<void>;
};

export type JobHandlers = {
  readonly [N in JobName]: (payload: JobPayload<N>, context: JobContext) => Promise<void>;
};

export type WorkersOptions = {
  readonly connection: QueueConnection;
  readonly handlers: JobHandlers;
  readonly onError: (error: unknown, job?: { name: JobName; key: string }) => void;
  /** How soon the job of a killed worker is given to another. */
  readonly takeoverMs?: number;
};

export type Workers = {
  /** Stops taking jobs, aborts running ones and puts them back. */
  readonly close: () => Promise<void>;
};

/** A job that breaks its worker this often is the fault of the job. */
const MAX_TAKEOVERS = 100;

/**
 * Runs every job of the catalogue. A job may be delivered twice (a worker that was thought dead), so handlers
 * are idempotent. Long work belongs in a child process: this one has to renew its locks.
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { connection, handlers, onError, takeoverMs = 15_000 } = options;
  const backend = backendOf(connection);
  const stopping = new AbortController();

  const workers = JOB_NAMES.map((name) => {
    const worker = backend.worker(name, processorOf(name, handlers, stopping.signal, onError), {
      concurrency: JOBS[name].concurrency,
      lockDuration: takeoverMs,
      stalledInterval: takeoverMs / 2,
      maxStalledCount: MAX_TAKEOVERS,
    });
    worker.on('error', (error) => onError(error));
    return worker;
  });
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  await schedulePeriodicJobs(connection);

  return {
    close: async () => {
      stopping.abort();
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function processorOf<N extends JobName>(
  name: N,
  handlers: JobHandlers,
  signal: AbortSignal,
  onError: WorkersOptions['onError'],
): Processor {
  return async (job: Job, token) => {
    const lastAttempt = job.attemptsMade + 1 >= JOBS[name].attempts;
    try {
      const payload = payloadOf(name, job.data);
      const report = (share: number) => job.updateProgress(share);
      await handlers[name](payload, { signal, lastAttempt, report });
    } catch (error) {
      if (signal.aborted) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      onError(error, { name, key: job.id ?? '' });
      throw error;
    }
  };
}

function payloadOf<N extends JobName>(name: N, data: unknown): JobPayload<N> {
  try {
    return JOBS[name].parse(data).payload as JobPayload<N>;
  } catch (error) {
    throw new UnrecoverableError(`${name}: ${String(error)}`);
  }
}

async function schedulePeriodicJobs(connection: QueueConnection): Promise<void> {
  const backend = backendOf(connection);
  for (const name of JOB_NAMES) {
    const { everyMs } = JOBS[name];
    if (everyMs === null) continue;
    const queue = backend.queue(name);
    try {
      await queue.upsertJobScheduler(
        name,
        { every: everyMs },
        { name, data: {}, opts: jobOptions(name) },
      );
    } finally {
      await queue.close();
    }
  }
}
