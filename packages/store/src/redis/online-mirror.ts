import { type ServedOnlineState, servedOnlineStateSchema } from '@placard/contracts';
import type { Redis } from 'ioredis';
import type { Keys } from './keys.ts';
import { writeOnlineScript } from './log-scripts.ts';

/** What markets learnt online, as last read from Redis. */
export function createOnlineMirror(redis: Redis, keys: Keys) {
  const known = new Map<string, { readonly version: string; readonly state: ServedOnlineState }>();
  const marketIds = new Set<string>();

  /** Only markets somebody asked for; one that is gone from Redis is gone from here, so that it is written again. */
  const refresh = async () => {
    const ids = [...marketIds];
    if (ids.length === 0) return;
    const versions = await redis.hmget(keys.online, ...ids.map((id) => `n:${id}`));
    for (const [i, id] of ids.entries()) {
      const version = versions[i];
      if (!version) {
        known.delete(id);
      } else if (known.get(id)?.version !== version) {
        const json = await redis.hget(keys.online, `json:${id}`);
        if (json) {
          known.set(id, { version, state: servedOnlineStateSchema.parse(JSON.parse(json)) });
        }
      }
    }
  };

  return {
    refresh,
    of: (marketId: string): ServedOnlineState | null => {
      marketIds.add(marketId);
      return known.get(marketId)?.state ?? null;
    },
    write: async (state: ServedOnlineState): Promise<void> => {
      await writeOnlineScript.run(redis, [keys.online], [state.marketId, JSON.stringify(state)]);
    },
  };
}
