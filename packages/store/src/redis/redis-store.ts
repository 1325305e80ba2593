import type { LogPosition } from '@placard/contracts';
import type { AdStatsDelta } from '@placard/ranking';
import { Redis } from 'ioredis';
import type { Store } from '../store.ts';
import { emptyMirror, formatCounts, type MirroredStats, refreshStats } from './ad-stats-mirror.ts';
import { createBreaker } from './breaker.ts';
import { createKeys } from './keys.ts';
import { addStatsScript, savePositionScript, writePacingScript } from './log-scripts.ts';
import { createOnlineMirror } from './online-mirror.ts';
import { createRedisBudgets } from './redis-budgets.ts';
import { createRedisSnapshotPointer } from './redis-snapshot-pointer.ts';
import { createRedisViewers } from './redis-viewers.ts';

export type RedisStoreOptions = {
  readonly url: string;
  /** Before every key; default `placard:`. */
  readonly keyPrefix?: string;
  /** How often counters and pacing rates are read again; default 500. */
  readonly refreshMs?: number;
  /** A command that takes longer fails; default 250. */
  readonly commandTimeoutMs?: number;
  /** A connection on which nothing comes back for this long is replaced; default 2000. */
  readonly deadConnectionMs?: number;
  /** Told when a connection or a background refresh fails; both are tried again. */
  readonly onError?: (error: unknown) => void;
};

/** Hot state shared by all processes that name the same Redis and prefix. @throws when it cannot be reached. */
export async function createRedisStore(options: RedisStoreOptions): Promise<Store> {
  const onError = options.onError ?? (() => {});
  const redis = new Redis(options.url, {
    commandTimeout: options.commandTimeoutMs ?? 250,
    // A connection that went dead without a word is given up, not waited for until TCP notices.
    socketTimeout: options.deadConnectionMs ?? 2_000,
    enableAutoPipelining: true,
    // Its INFO would fall under the command's time-out, and a busy machine would not start.
    enableReadyCheck: false,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
    lazyConnect: true,
  });
  redis.on('error', onError);
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  const keys = createKeys(options.keyPrefix ?? 'placard:');
  const mirrors = new Map<string, MirroredStats>();
  let pacing: { version: string | null; rates: ReadonlyMap<string, number> } = {
    version: null,
    rates: new Map(),
  };

  const refreshMarket = async (marketId: string) => {
    const mirror = mirrors.get(marketId) ?? emptyMirror(marketId);
    mirrors.set(marketId, await refreshStats(redis, keys, mirror));
  };
  const refreshPacing = async () => {
    const version = await redis.hget(keys.pacing, 'n');
    if (version === pacing.version) return;
    const json = await redis.hget(keys.pacing, 'json');
    const rates = json ? (JSON.parse(json) as [string, number][]) : [];
    pacing = { version, rates: new Map(rates) };
  };
  const online = createOnlineMirror(redis, keys);
  let refreshing: Promise<unknown> | null = null;
  const refresh = () => {
    refreshing ??= Promise.all([
      refreshPacing(),
      online.refresh(),
      ...[...mirrors.keys()].map(refreshMarket),
    ])
      .catch(onError)
      .finally(() => {
        refreshing = null;
      });
  };
  await Promise.all([refreshPacing(), online.refresh()]).catch(onError);
  const guarded = createBreaker(() => performance.now());
  const viewers = createRedisViewers(redis, keys);
  const budgets = createRedisBudgets(redis, keys);
  const timer = setInterval(refresh, options.refreshMs ?? 500).unref();

  return {
    ...viewers,
    ...budgets,
    viewer: (...args) => guarded(() => viewers.viewer(...args)),
    reserve: (...args) => guarded(() => budgets.reserve(...args)),
    adStats: (marketId) => {
      let mirror = mirrors.get(marketId);
      if (!mirror) {
        mirror = emptyMirror(marketId);
        mirrors.set(marketId, mirror);
        refreshMarket(marketId).catch(onError);
      }
      return mirror.stats;
    },
    pacingRates: () => pacing.rates,
    onlineState: online.of,
    writeOnlineState: online.write,
    readAdStats: async (marketId) =>
      (await refreshStats(redis, keys, mirrors.get(marketId) ?? emptyMirror(marketId))).stats,
    addAdStats: async (delta) =>
      (await addStatsScript.run(
        redis,
        [keys.stats(delta.marketId), keys.statsChanged(delta.marketId)],
        [delta.upTo.xid, delta.upTo.seq, ...changedFields(delta)],
      )) === 1,
    writePacingRates: async (rates) => {
      await writePacingScript.run(redis, [keys.pacing], [JSON.stringify([...rates])]);
    },
    consumerPosition: async (consumer): Promise<LogPosition | null> => {
      const [xid, seq] = await redis.hmget(keys.position(consumer), 'x', 's');
      return xid && seq ? { xid, seq } : null;
    },
    saveConsumerPosition: async (consumer, { xid, seq }) => {
      await savePositionScript.run(redis, [keys.position(consumer)], [xid, seq]);
    },
    snapshotPointer: createRedisSnapshotPointer(redis, keys, onError),
    ping: async () => {
      await redis.ping();
    },
    close: async () => {
      clearInterval(timer);
      await refreshing;
      redis.disconnect();
    },
  };
}

function changedFields({ market, byCategory, byAd }: AdStatsDelta): string[] {
  return [
    ...['m', formatCounts(market)],
    ...[...byCategory].flatMap(([category, counts]) => [`c:${category}`, formatCounts(counts)]),
    ...[...byAd].flatMap(([adId, counts]) => [`a:${adId}`, formatCounts(counts)]),
  ];
}
