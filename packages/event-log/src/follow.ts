import type { LoggedEvent, LogPosition } from '@placard/contracts';

export type FollowOptions = {
  /** The last event that is done with; see LOG_START. */
  readonly from: LogPosition;
  /** Events in order, never empty. The next batch waits for it. */
  readonly onBatch: (events: readonly LoggedEvent[]) => Promise<void>;
  readonly signal: AbortSignal;
  readonly limit?: number;
  /** Told of failures to read, which are tried again. */
  readonly onRetry?: (error: unknown) => void;
};

export type LogSource = {
  readonly readAfter: (position: LogPosition, limit: number) => Promise<LoggedEvent[]>;
  /** Whether there are committed events after `position`, held back by an older transaction or not. */
  readonly unread: (position: LogPosition) => Promise<boolean>;
  /** Calls back after appends; returns how to stop. */
  readonly onAppended: (wake: () => void) => () => void;
};

const POLL_MS = 1_000;
/** Another writer's transaction usually ends within milliseconds, and nothing announces it. */
const HELD_BACK_POLL_MS = 10;
/** After this long it is no writer of ours: back to the plain poll. */
const HELD_BACK_PATIENCE_MS = 2_000;

/** Reads until nothing is left, then waits for a notification, at most a second. */
export async function follow(source: LogSource, options: FollowOptions): Promise<void> {
  const { signal, onBatch, limit = 1_000 } = options;
  const bell = createBell(signal);
  const stop = source.onAppended(bell.ring);
  let position = options.from;
  let heldBackMs = 0;
  try {
    while (!signal.aborted) {
      let events: LoggedEvent[];
      let waitMs = POLL_MS;
      try {
        events = await source.readAfter(position, limit);
        if (events.length === 0 && (await source.unread(position))) waitMs = HELD_BACK_POLL_MS;
      } catch (error) {
        if (signal.aborted) return;
        options.onRetry?.(error);
        events = [];
      }
      const last = events.at(-1);
      if (last && !signal.aborted) {
        await onBatch(events);
        position = last.position;
        heldBackMs = 0;
        continue;
      }
      if (waitMs === HELD_BACK_POLL_MS) heldBackMs += waitMs;
      else heldBackMs = 0;
      await bell.wait(heldBackMs > HELD_BACK_PATIENCE_MS ? POLL_MS : waitMs);
    }
  } finally {
    stop();
  }
}

/** A wait that a ring ends early; a ring while nobody waits ends the next wait at once. */
function createBell(signal: AbortSignal): {
  ring: () => void;
  wait: (ms: number) => Promise<void>;
} {
  let rung = false;
  let wake: (() => void) | undefined;
  const ring = () => {
    rung = true;
    wake?.();
  };
  signal.addEventListener('abort', ring, { once: true });
  return {
    ring,
    wait: async (ms) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = undefined;
      }
      rung = false;
    },
  };
}
