import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import {
  createTestDatabase,
  freePort,
  redisForTest,
  type Service,
  spawnService,
  type TestDatabase,
} from '@placard/testing';
import { Redis } from 'ioredis';
import type { TestProject } from 'vitest/node';
import type { PlatformAddresses } from './platform.ts';

const APPS = path.resolve(import.meta.dirname, '../../apps');
/** A database of Redis to itself: the apps give their keys no prefix of their own. */
const REDIS_DATABASE = '/12';
const START_TIMEOUT_MS = 120_000;
const ADMIN = { email: 'ada@platform.example', password: 'nobody guesses this' };

/** Portal, ad-server and worker as `npm start` runs them, over a new database; answers how to end them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'placard e2e '));
  const [database, redisUrl, portalPort, adServerPort] = await Promise.all([
    createTestDatabase(),
    emptyRedis(),
    freePort(),
    freePort(),
  ]);
  const addresses: PlatformAddresses = {
    portalUrl: `http://localhost:${portalPort}`,
    adServerUrl: `http://localhost:${adServerPort}`,
    ownerDatabaseUrl: database.url,
    admin: ADMIN,
    env: environmentOf(database, redisUrl, folder, { portalPort, adServerPort }),
  };
  const services: Service[] = [];
  const stop = async () => {
    await Promise.all(services.map((service) => service.kill()));
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const starting = [
      startPortal(portalPort, addresses.env),
      startApp('ad-server', 'PLACARD_AD_SERVER_PORT', addresses.env, adServerPort),
      startApp('worker', 'PLACARD_WORKER_PORT', addresses.env),
    ].map((one) => one.then((service) => services.push(service)));
    await Promise.all(starting).finally(() => Promise.allSettled(starting));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('platform', addresses);
  return stop;
}

async function emptyRedis(): Promise<string> {
  const url = new URL(redisForTest().url);
  url.pathname = REDIS_DATABASE;
  const redis = new Redis(url.href);
  await redis.flushdb();
  redis.disconnect();
  return url.href;
}

function environmentOf(
  database: TestDatabase,
  redisUrl: string,
  folder: string,
  ports: { readonly portalPort: number; readonly adServerPort: number },
): Record<string, string> {
  return {
    PLACARD_ENV: 'test',
    PLACARD_HOST: '127.0.0.1',
    PLACARD_PORTAL_URL: `http://localhost:${ports.portalPort}`,
    PLACARD_AD_SERVER_URL: `http://localhost:${ports.adServerPort}`,
    PLACARD_SECRET: '0f4b6c1de83a4f7c9d25b1a7e0c8d3f6',
    PLACARD_BLOBS_DIR: path.join(folder, 'blobs'),
    PLACARD_SPOOL_DIR: path.join(folder, 'spool'),
    PLACARD_CLOCK: 'system',
    PLACARD_ADMIN_EMAIL: ADMIN.email,
    PLACARD_ADMIN_PASSWORD: ADMIN.password,
    REDIS_URL: redisUrl,
    DATABASE_URL_APP: database.urlAs('app'),
    DATABASE_URL_ADMIN: database.urlAs('admin'),
    DATABASE_URL_AUTH: database.urlAs('auth'),
    DATABASE_URL_INGEST: database.urlAs('ingest'),
    DATABASE_URL_WORKER: database.urlAs('worker'),
  };
}

function startApp(
  name: 'ad-server' | 'worker',
  portVariable: string,
  env: Record<string, string>,
  port?: number,
): Promise<Service> {
  return spawnService({
    entry: path.join(APPS, name, 'src', 'main.ts'),
    portVariable,
    ...(port === undefined ? {} : { port }),
    env,
    timeoutMs: START_TIMEOUT_MS,
  });
}

function startPortal(port: number, env: Record<string, string>): Promise<Service> {
  const folder = path.join(APPS, 'portal');
  return spawnService({
    entry: createRequire(path.join(folder, 'package.json')).resolve('next/dist/bin/next'),
    args: ['start', '-H', '127.0.0.1'],
    cwd: folder,
    portVariable: 'PORT',
    port,
    env: { ...env, NODE_ENV: 'production', NEXTAUTH_URL: env.PLACARD_PORTAL_URL ?? '' },
    healthPath: '/api/health',
    timeoutMs: START_TIMEOUT_MS,
  });
}
