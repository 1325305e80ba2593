/**
 * The hot state behind serving's ports, in memory or in Redis: viewer profiles, ad counters, budgets and
 * holds, frequency caps, pacing rates, the snapshot pointer. It refuses to decide anything.
 */

export { createMemoryStore } from './memory/memory-store.ts';
export { createRedisStore, type RedisStoreOptions } from './redis/redis-store.ts';
export type { Store } from './store.ts';
