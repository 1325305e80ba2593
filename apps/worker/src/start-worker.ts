/**
 * The back office that nobody waits for: profiles, ledger, rollups, snapshots, pacing, training. It owns every
 * consumer of the event log and every job. It refuses to answer ad requests and to be asked by the portal.
 */

import { mkdir } from 'node:fs/promises';
import type { Blobs } from '@placard/blobs';
import { closeDatabase, connectDatabase } from '@placard/db';
import type { Clock } from '@placard/domain';
import { createEventLogReader } from '@placard/event-log';
import { createQueueClient, type QueueConnection, startWorkers } from '@placard/queue';
import { continueContests } from '@placard/services';
import type { Store } from '@placard/store';
import { type RunnerSettings, runnerSettingsSchema } from '@placard/training';
import type { Logger } from 'pino';
import { whileLeading } from './consumers/leader.ts';
import { measureDrift } from './drift/measure-drift.ts';
import { watchExperiments } from './experiments/watch-experiments.ts';
import { runExplainJob } from './explain/explain-job.ts';
import { loadExplained } from './explain/explained-version.ts';
import { requeueExplanations } from './explain/requeue.ts';
import { createVersionCache } from './explain/version-cache.ts';
import { serveHealth, type WorkerState } from './health.ts';
import { sweepBlobs } from './retention/sweep-blobs.ts';
import { retrain } from './retraining/retrain.ts';
import { learnRetrieval } from './retrieval/learn-retrieval.ts';
import { runConsumers } from './run-consumers.ts';
import { learnSessionPolicies } from './session-policy/learn-session-policies.ts';
import { systemContext } from './system-context.ts';
import { requeueOrphans } from './training/requeue.ts';
import { runTrainingJob } from './training/train-job.ts';

export type WorkerParts = {
  /** Connects as the worker role. */
  readonly databaseUrl: string;
  readonly queue: QueueConnection;
  readonly store: Store;
  readonly blobs: Blobs;
  /** Where encoders are brought to; absent: there are none. */
  readonly encodersDir?: string | undefined;
  /** Rows, checkpoints and artefacts of unfinished training runs; absolute. */
  readonly trainingDir: string;
  readonly trainingThreads: number;
  /** A process on this machine when absent. */
  readonly trainingRunner?: RunnerSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly host: string;
  readonly port: number;
  /** How long online learning waits for a click; five minutes when absent. */
  readonly clickWaitMs?: number;
  /** How soon the job of a killed worker is taken over. */
  readonly takeoverMs?: number;
};

export type RunningWorker = {
  /** Where `/health` answers. */
  readonly url: string;
  /** Flushes and puts unfinished jobs back; the store it was given stays open. */
  readonly close: () => Promise<void>;
};

/** Jobs in every worker, consumers in the one that leads. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { databaseUrl, queue: connection, blobs, logger } = parts;
  await mkdir(parts.trainingDir, { recursive: true });
  const database = connectDatabase(databaseUrl, { poolSize: 12 });
  const pool = database.$client;
  const reader = createEventLogReader(databaseUrl);
  const state: WorkerState = {
    role: 'starting',
    profilesReady: false,
    snapshotRevision: null,
    snapshotBuiltAtMs: null,
  };
  const stop = new AbortController();
  const leading = whileLeading(
    databaseUrl,
    (signal) => runConsumers({ ...parts, database, reader, state }, signal),
    {
      signal: stop.signal,
      logger,
      onStandby: () => {
        state.role = 'standby';
      },
    },
  );

  const queue = createQueueClient(connection, {
    onError: (error) => logger.warn({ err: error }, 'the queue is in trouble'),
  });
  const ctx = systemContext({ database, clock: parts.clock, blobs, queue });
  const training = {
    pool,
    databaseUrl,
    blobs,
    workDir: parts.trainingDir,
    threads: parts.trainingThreads,
    runner: parts.trainingRunner ?? runnerSettingsSchema.parse({ kind: 'process' }),
    logger,
  };
  const versions = createVersionCache((id) => loadExplained(pool, blobs, id));
  const workers = await startWorkers({
    connection,
    ...(parts.takeoverMs === undefined ? {} : { takeoverMs: parts.takeoverMs }),
    onError: (error, job) => logger.error({ err: error, job }, 'a job or its queue failed'),
    handlers: {
      training: async (payload, context) => {
        await runTrainingJob(training, payload, context);
        await queue.enqueue('retrieval', { marketId: payload.marketId });
      },
      retrieval: (payload, { signal }) =>
        learnRetrieval({ pool, blobs, clock: parts.clock, logger }, payload, signal),
      'session-policy': (payload, { signal }) =>
        learnSessionPolicies({ pool, blobs, clock: parts.clock, logger }, payload, signal),
      experiments: () => watchExperiments({ pool, ctx, logger }),
      drift: async () => {
        await measureDrift(pool, parts.clock);
      },
      'sweep-blobs': async () => {
        const { snapshotPointer: pointer } = parts.store;
        await sweepBlobs({ pool, blobs, pointer, clock: parts.clock, logger });
      },
      retraining: async () => {
        for (const step of await continueContests({ ctx })) {
          logger.info(step, 'a contest of model kinds goes on');
        }
        await retrain({ pool, ctx, logger });
      },
      'explain-decision': (payload, context) => runExplainJob({ pool, versions }, payload, context),
      reconcile: async () => {
        await requeueExplanations(pool, queue);
        const count = await requeueOrphans(pool, queue);
        if (count > 0) logger.warn({ count }, 'training runs without a job are queued again');
      },
    },
  });
  const health = await serveHealth({ host: parts.host, port: parts.port, pool, reader, state });

  return {
    url: health.url,
    close: async () => {
      await health.close();
      await workers.close();
      await versions.close();
      stop.abort();
      await leading;
      await queue.close();
      await reader.close();
      await closeDatabase(database);
    },
  };
}
