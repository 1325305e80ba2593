import type { SnapshotPointer, SnapshotRef } from '@placard/serving';
import type { Redis } from 'ioredis';
import type { Keys } from './keys.ts';

/** The current revision in a key, and a message on a channel for those who wait. */
export function createRedisSnapshotPointer(
  redis: Redis,
  keys: Keys,
  onError: (error: unknown) => void,
): SnapshotPointer {
  return {
    current: async () => {
      const json = await redis.get(keys.snapshot);
      return json ? parseRef(json) : null;
    },
    publish: async (ref) => {
      const json = JSON.stringify(ref);
      await redis.set(keys.snapshot, json);
      await redis.publish(keys.snapshotChannel, json);
    },
    subscribe: async (listener) => {
      const subscriber = redis.duplicate({ enableAutoPipelining: false, lazyConnect: true });
      subscriber.on('error', onError);
      subscriber.on('message', (_channel, json) => listener(parseRef(json)));
      await subscriber.connect();
      await subscriber.subscribe(keys.snapshotChannel);
      // A message sent while the connection was away is lost: what is current is told again after each return.
      subscriber.on('ready', () => {
        redis
          .get(keys.snapshot)
          .then((json) => {
            if (json) listener(parseRef(json));
          })
          .catch(onError);
      });
      return async () => {
        subscriber.disconnect();
      };
    },
  };
}

function parseRef(json: string): SnapshotRef {
  const { revision, publishedAtMs } = JSON.parse(json) as SnapshotRef;
  return { revision, publishedAtMs };
}
