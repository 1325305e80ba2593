/**
 * The hot state behind serving's ports, in memory or in Redis: viewer profiles, ad counters, budgets and
 * holds, frequency caps, pacing rates, the snapshot pointer. It refuses to decide anything.
 */

import type { Store } from './store.ts';

export { createMemoryStore } from './memory/memory-store.ts';
export type { Store } from './store.ts';

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
