import { createQueueClient, type QueueClient } from '@placard/queue';
import { readEnv } from '../env.ts';

let client: QueueClient | undefined;

/** Jobs go to Redis, or to Postgres where there is none. */
export function queue(): QueueClient {
  client ??= connect();
  return client;
}

function connect(): QueueClient {
  const { redisUrl, databaseUrls } = readEnv();
  return createQueueClient(redisUrl ? { redisUrl } : { databaseUrl: databaseUrls.admin }, {
    onError: (error) => console.error('queue:', error.message),
  });
}
