import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { redisForTest } from '../src/index.ts';

test('dropping removes the keys of this test and of no other', async () => {
  const mine = redisForTest();
  const theirs = redisForTest();
  const redis = new Redis(mine.url);
  await redis.mset(
    `${mine.keyPrefix}a`,
    '1',
    `${mine.keyPrefix}b`,
    '2',
    `${theirs.keyPrefix}a`,
    '3',
  );
  await mine.drop();
  expect(await redis.keys(`${mine.keyPrefix}*`)).toEqual([]);
  expect(await redis.get(`${theirs.keyPrefix}a`)).toBe('3');
  await theirs.drop();
  redis.disconnect();
});
