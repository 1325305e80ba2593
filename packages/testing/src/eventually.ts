import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  timeoutMs?: number;
  intervalMs?: number;
}

/**
 * Repeats `attempt` until it neither throws nor returns false, and answers its result. After
 * `timeoutMs` (5,000 unless told) it throws, with the last failure as its cause.
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  { timeoutMs = 5_000, intervalMs = 20 }: EventuallyOptions = {},
): Promise<T> {
  const startedMs = performance.now();
  for (;;) {
    let failure: unknown = new Error('the condition stayed false');
    try {
      const result = await attempt();
      if (result !== false) return result;
    } catch (error) {
      failure = error;
    }
    if (performance.now() - startedMs >= timeoutMs) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      throw new Error(`not so within ${timeoutMs} ms: ${reason}`, { cause: failure });
    }
    await delay(intervalMs);
  }
}
