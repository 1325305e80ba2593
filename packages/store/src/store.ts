import type { HotState, HotStateWriter, SnapshotPointer } from '@placard/serving';

/** One object per process; `close` ends its connections and timers. */
export type Store = HotState &
  HotStateWriter & {
    readonly snapshotPointer: SnapshotPointer;
    /** Rejects when the store cannot be reached. */
    ping(): Promise<void>;
    close(): Promise<void>;
  };

/** A decision that is not yet confirmed as rendered counts against the cap this long beyond its hold: events lag. */
export const UNRENDERED_GRACE_MS = 60_000;

/** Settlements are remembered this long; a consumer that repeats itself does so within minutes. */
export const SETTLED_MEMORY_MS = 48 * 3_600_000;
