import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, eventually, redisForTest } from '@placard/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  createQueueClient,
  type JobHandlers,
  type QueueConnection,
  startWorkers,
  type WorkersOptions,
} from '../src/index.ts';

/** `enqueuing`: what the portal connects with. */
type Store = {
  connection: QueueConnection;
  enqueuing: QueueConnection;
  drop: () => Promise<void>;
};

const stores = {
  redis: async (): Promise<Store> => {
    const redis = redisForTest();
    const connection = { redisUrl: redis.url, prefix: `${redis.keyPrefix}queue` };
    return { connection, enqueuing: connection, drop: () => redis.drop() };
  },
  postgres: async (): Promise<Store> => {
    const database = await createTestDatabase();
    return {
      connection: { databaseUrl: database.urlAs('worker') },
      enqueuing: { databaseUrl: database.urlAs('admin') },
      drop: () => database.drop(),
    };
  },
};

const nothing = async () => undefined;
const IDLE: JobHandlers = {
  training: nothing,
  reconcile: nothing,
  experiments: nothing,
  drift: nothing,
  retraining: nothing,
  'sweep-blobs': nothing,
  retrieval: nothing,
  'session-policy': nothing,
  'explain-decision': nothing,
};

const payload = (trainingRunId: string) => ({ trainingRunId, marketId: 'mkt_1' });

describe.each(Object.entries(stores))('the queue on %s', (_name, openStore) => {
  let store: Store;
  const closing: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.drop());
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((open) => open.close()));
  });

  const client = () => {
    const open = createQueueClient(store.enqueuing);
    closing.push(open);
    return open;
  };
  const workers = async (
    training: JobHandlers['training'],
    options: Partial<WorkersOptions> = {},
  ) => {
    const open = await startWorkers({
      connection: store.connection,
      handlers: { ...IDLE, training },
      onError: () => undefined,
      ...options,
    });
    closing.push(open);
    return open;
  };

  test('whoever enqueued a job hears how far it says it is, and nothing before or after', async () => {
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const queue = client();
    const job = payload('run_reports');
    expect(await queue.progress('training', job)).toBeNull();
    await workers(async (_job, { report }) => {
      await report(0.4);
      await held;
    });
    await queue.enqueue('training', job);
    await eventually(async () => expect(await queue.progress('training', job)).toBe(0.4));
    finish();
    await eventually(async () => expect(await queue.progress('training', job)).toBeNull());
  });

  test('an enqueued job runs once with its payload, and leaves nothing behind', async () => {
    const seen: unknown[] = [];
    await workers(async (job) => {
      seen.push(job);
    });
    const queue = client();
    await queue.enqueue('training', payload('run_once'));
    await eventually(() => expect(seen).toEqual([payload('run_once')]));
    await eventually(async () => expect(await queue.has('training', 'run_once')).toBe(false));
  });

  test('jobs with one key are one job, also while it runs', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let runs = 0;
    await workers(async () => {
      runs++;
      await held;
    });
    const queue = client();
    await Promise.all([1, 2, 3].map(() => queue.enqueue('training', payload('run_same'))));
    await eventually(() => expect(runs).toBe(1));
    await queue.enqueue('training', payload('run_same'));
    await queue.enqueue('training', payload('run_next'));
    release();
    await eventually(() => expect(runs).toBe(2));
    await eventually(async () => expect(await queue.has('training', 'run_next')).toBe(false));
    expect(runs).toBe(2);
  });

  test('a payload that does not fit is refused at enqueue', async () => {
    const wrong = { marketId: 'mkt_1' } as ReturnType<typeof payload>;
    await expect(client().enqueue('training', wrong)).rejects.toThrow('trainingRunId');
  });

  test('a failed job is tried again, and told of its last attempt', async () => {
    const attempts: boolean[] = [];
    const errors: unknown[] = [];
    await workers(
      async (_job, { lastAttempt }) => {
        attempts.push(lastAttempt);
        if (!lastAttempt) throw new Error('not yet');
      },
      { onError: (error) => errors.push(error) },
    );
    await client().enqueue('training', payload('run_retry'));
    await eventually(() => expect(attempts).toEqual([false, false, true]), { timeoutMs: 15_000 });
    expect(errors).toHaveLength(2);
  });

  test('a worker that stops puts its job back, and another runs it at once', async () => {
    let started = false;
    const first = await workers(async (_job, { signal }) => {
      started = true;
      await new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('stopped'))),
      );
    });
    await client().enqueue('training', payload('run_handover'));
    await eventually(() => expect(started).toBe(true));
    await first.close();
    let lastAttempt: boolean | undefined;
    await workers(async (_job, context) => {
      lastAttempt = context.lastAttempt;
    });
    await eventually(() => expect(lastAttempt).toBe(false));
  });

  test('a killed worker: its job is run by another, once, and uses up no attempt', async () => {
    const program = fileURLToPath(new URL('./worker-that-hangs.ts', import.meta.url));
    const args = ['--import', 'tsx', program, JSON.stringify(store.connection)];
    const doomed = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const started = once(doomed.stdout, 'data');
    await client().enqueue('training', payload('run_killed'));
    await started;
    doomed.kill('SIGKILL');
    const seen: boolean[] = [];
    await workers(
      async (_job, { lastAttempt }) => {
        seen.push(lastAttempt);
      },
      { takeoverMs: 2_000 },
    );
    await eventually(() => expect(seen).toEqual([false]), { timeoutMs: 15_000 });
    const queue = client();
    await eventually(async () => expect(await queue.has('training', 'run_killed')).toBe(false));
    expect(seen).toEqual([false]);
  }, 30_000);

  test('the periodic job is scheduled once, however many workers start', async () => {
    let runs = 0;
    const reconcile = async () => {
      runs++;
    };
    const handlers = { ...IDLE, reconcile };
    await Promise.all([1, 2].map(() => workers(handlers.training, { handlers })));
    await eventually(() => expect(runs).toBeGreaterThan(0), { timeoutMs: 40_000 });
    expect(runs).toBe(1);
  }, 60_000);
});
