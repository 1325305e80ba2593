import { expect, it } from 'vitest';
import { readEnv } from './env.ts';

const development = {
  DATABASE_URL_INGEST: 'postgres://ingest@127.0.0.1:5432/placard',
  REDIS_URL: 'redis://127.0.0.1:6379',
  PLACARD_BLOBS_DIR: '/var/lib/placard/blobs',
  PLACARD_SPOOL_DIR: '/var/lib/placard/spool',
  PLACARD_SECRET: 'development-secret-development-secret',
};
const production = {
  ...development,
  PLACARD_ENV: 'production',
  PLACARD_SECRET: 'a7c1e0d94b5f4b0f8a6e2f6f0b9d3c21',
};

it('has a default for what a laptop needs', () => {
  expect(readEnv(development)).toMatchObject({
    environment: 'development',
    publicUrl: 'http://127.0.0.1:4000',
    clock: 'system',
  });
});

it('keeps a public address without its trailing slash', () => {
  const env = readEnv({ ...production, PLACARD_AD_SERVER_URL: 'https://ads.example/' });
  expect(env.publicUrl).toBe('https://ads.example');
});

it.each([
  ['the development secret', { PLACARD_SECRET: development.PLACARD_SECRET }, /PLACARD_SECRET/],
  ['a simulated clock', { PLACARD_CLOCK: 'simulated' }, /PLACARD_CLOCK/],
])('refuses %s in production', (_, change, message) => {
  expect(() => readEnv({ ...production, ...change })).toThrow(message);
});

it('names every missing or malformed variable at once', () => {
  const broken = {
    ...development,
    PLACARD_SECRET: 'short',
    REDIS_URL: undefined,
    PLACARD_BLOBS_DIR: 'blobs',
  };
  expect(() => readEnv(broken)).toThrow(/REDIS_URL[\s\S]*PLACARD_BLOBS_DIR[\s\S]*PLACARD_SECRET/);
});
