/** Refused without asking: the store did not answer of late. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

const FAILURES_TO_OPEN = 3;
const OPEN_MS = 500;

/**
 * Guards calls that a viewer waits for. After some failures in a row the next calls fail at once, but for one
 * every half second that tries; its success lets all through again.
 */
export function createBreaker(nowMs: () => number) {
  let failures = 0;
  let nextTryMs = 0;
  return async <T>(call: () => Promise<T>): Promise<T> => {
    if (failures >= FAILURES_TO_OPEN) {
      if (nowMs() < nextTryMs) throw new StoreUnavailable('the store does not answer');
      nextTryMs = nowMs() + OPEN_MS;
    }
    try {
      const result = await call();
      failures = 0;
      return result;
    } catch (error) {
      failures += 1;
      nextTryMs = nowMs() + OPEN_MS;
      throw error;
    }
  };
}
