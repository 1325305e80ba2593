import { expect, test } from 'vitest';
import { readEnv } from './env.ts';

const complete = {
  DATABASE_URL_WORKER: 'postgres://worker@127.0.0.1:5432/placard',
  REDIS_URL: 'redis://127.0.0.1:6379',
  PLACARD_BLOBS_DIR: '/var/lib/placard/blobs',
};

test('a complete environment is read, with the documented defaults', () => {
  expect(readEnv(complete)).toMatchObject({
    host: '127.0.0.1',
    port: 4001,
    redisUrl: 'redis://127.0.0.1:6379',
  });
});

test('Redis may be absent, for the single process', () => {
  expect(readEnv({ ...complete, REDIS_URL: undefined }).redisUrl).toBeUndefined();
});

test('every missing or malformed variable is named at once', () => {
  expect(() => readEnv({ PLACARD_BLOBS_DIR: 'relative', PLACARD_WORKER_PORT: 'x' })).toThrow(
    /PLACARD_WORKER_PORT[\s\S]*DATABASE_URL_WORKER[\s\S]*PLACARD_BLOBS_DIR/,
  );
});

test('production refuses a simulated clock', () => {
  const simulated = { ...complete, PLACARD_ENV: 'production', PLACARD_CLOCK: 'simulated' };
  expect(() => readEnv(simulated)).toThrow('PLACARD_CLOCK');
});
