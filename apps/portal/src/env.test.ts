import { expect, test } from 'vitest';
import { parseEnv } from './env.ts';

const GOOD = {
  PLACARD_PORTAL_URL: 'http://localhost:3000/',
  PLACARD_AD_SERVER_URL: 'https://ads.example',
  PLACARD_BLOBS_DIR: '/var/lib/placard/blobs',
  PLACARD_SECRET: 'x'.repeat(32),
  DATABASE_URL_APP: 'postgres://placard_app@db/placard',
  DATABASE_URL_ADMIN: 'postgres://placard_admin@db/placard',
  DATABASE_URL_AUTH: 'postgres://placard_auth@db/placard',
};

test('addresses lose their trailing slash; Redis may be absent', () => {
  const env = parseEnv(GOOD);
  expect(env.portalUrl).toBe('http://localhost:3000');
  expect(env.redisUrl).toBeUndefined();
});

test('every bad variable is named at once', () => {
  const bad = {
    ...GOOD,
    PLACARD_SECRET: 'short',
    PLACARD_BLOBS_DIR: 'blobs',
    REDIS_URL: 'http://x',
  };
  expect(() => parseEnv(bad)).toThrow(/PLACARD_BLOBS_DIR[\s\S]*PLACARD_SECRET[\s\S]*REDIS_URL/);
});
