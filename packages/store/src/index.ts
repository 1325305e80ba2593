/**
 * The hot state behind serving's ports, in memory or in Redis: viewer profiles, ad counters, budgets and
 * holds, frequency caps, pacing rates, the snapshot pointer. It refuses to decide anything.
 */

import type { HotState, HotStateWriter, SnapshotPointer } from '@placard/serving';

/** One object per process; `close` ends its connections and timers. */
export type Store = HotState &
  HotStateWriter & {
    readonly snapshotPointer: SnapshotPointer;
    /** Rejects when the store cannot be reached. */
    ping(): Promise<void>;
    close(): Promise<void>;
  };

/** For one process alone (and tests). Starts empty: the worker refills it from Postgres. */
export declare function createMemoryStore(): Store;

export type RedisStoreOptions = {
  readonly url: string;
  /** Before every key; default `placard:`. */
  readonly keyPrefix?: string;
  /** How often counters and pacing rates are read again; default 500. */
  readonly refreshMs?: number;
  /** A command that takes longer fails; default 250. */
  readonly commandTimeoutMs?: number;
};

export declare function createRedisStore(options: RedisStoreOptions): Promise<Store>;
