import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { requiredUrl } from './required-url.ts';

export interface TestRedis {
  url: string;
  /** Begin every key of the test with this; give it to BullMQ as `prefix`. */
  keyPrefix: string;
  /** Deletes every key under the prefix. */
  drop(): Promise<void>;
}

/** A private key prefix on the Redis of REDIS_URL. Throws when the variable is missing. */
export function redisForTest(): TestRedis {
  const url = requiredUrl('REDIS_URL');
  const keyPrefix = `test:${randomBytes(6).toString('hex')}:`;
  const drop = async (): Promise<void> => {
    const redis = new Redis(url);
    try {
      for await (const keys of redis.scanStream({ match: `${keyPrefix}*`, count: 500 })) {
        if (keys.length > 0) await redis.unlink(...keys);
      }
    } finally {
      redis.disconnect();
    }
  };
  return { url, keyPrefix, drop };
}
