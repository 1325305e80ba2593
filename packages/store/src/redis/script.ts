import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script, run atomically by the server. */
export type Script = {
  run(redis: Redis, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
};

/** Runs by digest, and sends the text again when the server has forgotten it (restart, failover). */
export function luaScript(text: string): Script {
  const sha = createHash('sha1').update(text).digest('hex');
  return {
    run: async (redis, keys, args) => {
      try {
        return await redis.evalsha(sha, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
        return await redis.eval(text, keys.length, ...keys, ...args);
      }
    },
  };
}
