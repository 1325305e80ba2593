import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;
/** Work that ran this long before it failed starts again at the first retry. */
const RECOVERED_MS = 10_000;

/** Waits, or less when `signal` aborts. Never rejects. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

/** Keeps `work` running until `signal` aborts: a failure is logged and the work starts anew. */
export async function supervise(
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    const startedMs = performance.now();
    try {
      await work(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (performance.now() - startedMs > RECOVERED_MS) retryMs = FIRST_RETRY_MS;
      logger.error({ err: error, work: name, retryMs }, 'starts again after a failure');
    }
    await pause(retryMs, signal);
    retryMs = Math.min(MAX_RETRY_MS, retryMs * 2);
  }
}

/** Runs what it is given one at a time, in order of arrival. */
export function createSerial(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };
}

/** Calls `work` every `intervalMs` until `signal` aborts; a failure is logged, and the next turn comes. */
export async function every(
  intervalMs: number,
  name: string,
  work: () => Promise<void>,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error, work: name }, 'failed this time');
    }
    await pause(intervalMs, signal);
  }
}
