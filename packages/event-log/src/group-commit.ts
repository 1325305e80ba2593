import { EventLogBusyError, EventLogUnavailableError } from './errors.ts';

export type GroupCommitOptions<T, R> = {
  /** Makes a batch durable; results in the order of the records. */
  readonly commit: (batch: readonly T[]) => Promise<readonly R[]>;
  /** A batch takes whole calls until it holds this many records. */
  readonly maxBatch: number;
  /** Records that may wait; a call beyond is refused with EventLogBusyError. */
  readonly maxWaiting: number;
  /** How long an idle lane waits for company before its first batch. */
  readonly lingerMs: number;
};

export type GroupCommit<T, R> = {
  readonly append: (records: readonly T[]) => Promise<R[]>;
  readonly waiting: () => number;
  /** Refuses new calls and resolves when all taken ones are settled. */
  readonly close: () => Promise<void>;
};

type Call<T, R> = {
  readonly records: readonly T[];
  readonly resolve: (results: R[]) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Coalesces concurrent calls: one batch is in flight while the next one builds, so that a slow commit makes
 * larger batches instead of a longer queue. When a batch is refused its calls are tried one by one, and only
 * the offending call fails.
 */
export function createGroupCommit<T, R>(options: GroupCommitOptions<T, R>): GroupCommit<T, R> {
  const { commit, maxBatch, maxWaiting, lingerMs } = options;
  let queue: Call<T, R>[] = [];
  let waiting = 0;
  let closed = false;
  let running: Promise<void> | undefined;
  let hurry: (() => void) | undefined;

  const take = (): Call<T, R>[] => {
    let count = 0;
    let calls = 0;
    for (const call of queue) {
      if (calls > 0 && count + call.records.length > maxBatch) break;
      count += call.records.length;
      calls++;
    }
    const taken = queue.slice(0, calls);
    queue = queue.slice(calls);
    return taken;
  };

  const settle = async (calls: readonly Call<T, R>[]): Promise<void> => {
    try {
      const results = await commit(calls.flatMap((call) => call.records));
      let from = 0;
      for (const call of calls) {
        waiting -= call.records.length;
        call.resolve(results.slice(from, from + call.records.length));
        from += call.records.length;
      }
    } catch (error) {
      if (calls.length === 1 || error instanceof EventLogUnavailableError) {
        for (const call of calls) {
          waiting -= call.records.length;
          call.reject(error);
        }
      } else {
        for (const call of calls) await settle([call]);
      }
    }
  };

  const run = async (): Promise<void> => {
    await linger();
    while (queue.length > 0) {
      await settle(take());
    }
    running = undefined;
  };

  const linger = (): Promise<void> =>
    new Promise((resolve) => {
      if (lingerMs === 0 || closed) {
        setImmediate(resolve);
        return;
      }
      const timer = setTimeout(resolve, lingerMs);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    append(records) {
      if (closed) return Promise.reject(new EventLogUnavailableError('the event log is closed'));
      if (records.length === 0) return Promise.resolve([]);
      if (waiting + records.length > maxWaiting) {
        return Promise.reject(new EventLogBusyError(waiting));
      }
      waiting += records.length;
      return new Promise((resolve, reject) => {
        queue.push({ records, resolve, reject });
        running ??= run();
      });
    },
    waiting: () => waiting,
    async close() {
      closed = true;
      hurry?.();
      await running;
    },
  };
}
