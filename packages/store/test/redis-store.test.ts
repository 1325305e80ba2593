import { redisForTest } from '@placard/testing';
import { Redis } from 'ioredis';
import { afterAll, expect, test } from 'vitest';
import { createRedisStore } from '../src/index.ts';
import { describeStore } from './store-contract.ts';

const { url, keyPrefix, drop } = redisForTest();
afterAll(() => drop());

describeStore('the Redis store', () =>
  createRedisStore({ url, keyPrefix, refreshMs: 50, commandTimeoutMs: 5_000 }),
);

test('an unreachable Redis is an error at once, not a hang', async () => {
  await expect(createRedisStore({ url: 'redis://127.0.0.1:1' })).rejects.toThrow();
});

test('scripts are sent again after the server forgot them', async () => {
  const store = await createRedisStore({ url, keyPrefix, commandTimeoutMs: 5_000 });
  const admin = new Redis(url);
  try {
    await admin.script('FLUSH');
    await store.saveConsumerPosition('forgetful', { xid: '1', seq: '1' });
    expect(await store.consumerPosition('forgetful')).toEqual({ xid: '1', seq: '1' });
  } finally {
    admin.disconnect();
    await store.close();
  }
});
