import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { eventually, freePort } from '@placard/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { checkout } from '../launcher/open-run.mjs';
import { copyCheckout } from './checkout-copy.ts';
import { endAllLaunched, launch, processesOf } from './launched.ts';
import { queryAt } from './query-at.ts';

let copy: ReturnType<typeof copyCheckout>;
let env: Record<string, string>;

beforeAll(async () => {
  copy = copyCheckout();
  env = {
    // The same inputs were built by the run that this test is part of.
    TURBO_CACHE_DIR: join(checkout, '.turbo', 'cache'),
    PLACARD_PORTAL_PORT: String(await freePort()),
    PLACARD_AD_SERVER_PORT: String(await freePort()),
    PLACARD_WORKER_PORT: String(await freePort()),
    PLACARD_POSTGRES_PORT: String(await freePort()),
    PLACARD_REDIS_PORT: String(await freePort()),
  };
  // Built apart, so that no start below is judged by how busy the machine is with a build.
  const built = spawnSync(join('node_modules', '.bin', 'turbo'), ['run', 'build', '--ui=stream'], {
    cwd: copy.folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  expect(built.stdout).toMatch(/Tasks: +(\d+) successful, \1 total/);
}, 900_000);

afterEach(async () => {
  await endAllLaunched();
  await eventually(() => processesOf(copy.folder).length === 0, { timeoutMs: 20_000 });
}, 30_000);

afterAll(() => copy.remove(), 60_000);

function ownerUrl(output: string, environment = 'development'): string {
  const secrets = join(copy.folder, '.data', environment, 'secrets.json');
  const { databasePassword } = JSON.parse(readFileSync(secrets, 'utf8'));
  const port = /Postgres: port (\d+)/.exec(output)?.[1];
  return `postgres://placard:${databasePassword}@127.0.0.1:${port}/placard`;
}

async function expectNothingLeft() {
  await eventually(() => expect(processesOf(copy.folder)).toEqual([]), { timeoutMs: 15_000 });
}

test('the first start, with a busy port, serves all and ends by Ctrl-C without a trace', {
  timeout: 400_000,
}, async () => {
  const squatter = createServer().listen(Number(env.PLACARD_PORTAL_PORT), '127.0.0.1');
  await once(squatter, 'listening');
  const started = launch(copy.folder, env);
  await started.saw(/ready\n[\s\S]*Ctrl-C stops everything/);
  squatter.close();

  const busy = `port ${env.PLACARD_PORTAL_PORT} is busy (PLACARD_PORTAL_PORT), using `;
  expect(started.output()).toContain(busy);
  const [, portal] = await started.saw(/Portal +(http\S+)/);
  const [, adServer] = await started.saw(/Ad-server +(http\S+)/);
  expect((await fetch(`${portal}/api/health`)).status).toBe(200);
  expect((await fetch(`${adServer}/health`)).status).toBe(200);
  expect(portal).not.toContain(`:${env.PLACARD_PORTAL_PORT}`);
  for (const login of ['admin@', 'advertiser@', 'publisher@']) {
    expect(started.output()).toContain(login);
  }
  await queryAt(ownerUrl(started.output()), 'create table kept as select 42 as answer');

  started.pressCtrlC();
  await started.exitCode();
  await expectNothingLeft();
});

test('a second start takes seconds and finds the data; a crashed app ends it all', {
  timeout: 200_000,
}, async () => {
  const again = launch(copy.folder, env);
  const [, seconds] = await again.saw(/\[ *([\d.]+)s\] ready/);
  expect(Number(seconds)).toBeLessThan(60);
  expect(again.output()).not.toMatch(/installing|new database|seeding/);
  const kept = await queryAt(ownerUrl(again.output()), 'select answer from kept');
  expect(kept).toEqual([{ answer: 42 }]);

  const pidFile = join(copy.folder, '.data', 'development', 'processes', 'ad-server.pid');
  process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  await again.saw(/ad-server ended unexpectedly \(SIGKILL\)/);
  expect(await again.exitCode()).toBe(1);
  await expectNothingLeft();
});

test('two starts in one folder do not fight: the second says so and ends', {
  timeout: 200_000,
}, async () => {
  const first = launch(copy.folder, env);
  await first.saw(/\] ready/);
  const second = launch(copy.folder, env);
  await second.saw(/already runs from this folder \(process \d+\)/);
  expect(await second.exitCode()).toBe(1);
  expect((await fetch(`http://127.0.0.1:${env.PLACARD_AD_SERVER_PORT}/health`)).ok).toBe(true);
  first.pressCtrlC();
  await first.exitCode();
  await expectNothingLeft();
});

test('a first start that was cut while it seeded is begun anew', { timeout: 400_000 }, async () => {
  const cut = {
    ...env,
    PLACARD_SEED: 'demo',
    PLACARD_DATA_DIR: join(copy.folder, '.data', 'cut'),
  };
  const first = launch(copy.folder, cut);
  await first.saw(/a week of readers: 0 %/);
  first.pressCtrlC();
  await first.exitCode();
  await expectNothingLeft();

  const again = launch(copy.folder, cut);
  await again.saw(/cut while it seeded the demonstration: beginning anew/);
  await again.saw(/a week of readers: 0 %/);
  again.pressCtrlC();
  await again.exitCode();
});

test('without Redis one process serves all, and says so', { timeout: 200_000 }, async () => {
  const started = launch(copy.folder, { ...env, PLACARD_REDIS: 'none' });
  await started.saw(/\] ready/);
  expect(started.output()).toContain('Redis: none found');
  expect((await fetch(`http://127.0.0.1:${env.PLACARD_AD_SERVER_PORT}/health`)).ok).toBe(true);
  expect(processesOf(copy.folder).filter((command) => command.includes('redis'))).toEqual([]);
  started.pressCtrlC();
  await started.exitCode();
  await expectNothingLeft();
});

const production = {
  PLACARD_ENV: 'production',
  PLACARD_SECRET: '5c0e8a7b3f9d4e21a6b8c7d0e1f2a3b4',
  PLACARD_ADMIN_EMAIL: 'owner@ads.example',
  PLACARD_ADMIN_PASSWORD: 'a long phrase that nobody guesses',
};

test('a production start without its own secret is refused before anything runs', {
  timeout: 60_000,
}, async () => {
  const started = launch(copy.folder, { ...env, ...production, PLACARD_SECRET: '' });
  await started.saw(/A production start .* is refused:\n +- PLACARD_SECRET must be set/);
  expect(await started.exitCode()).toBe(1);
  expect(started.output()).not.toContain('Postgres');
});

test('a production start makes the first admin and no demo login', {
  timeout: 200_000,
}, async () => {
  const started = launch(copy.folder, { ...env, ...production, PLACARD_SEED: 'all' });
  await started.saw(/\] ready/);
  expect(started.output()).not.toMatch(/demo|seeding/i);
  const users = await queryAt(ownerUrl(started.output(), 'production'), 'select email from users');
  expect(users).toEqual([{ email: production.PLACARD_ADMIN_EMAIL }]);
  started.pressCtrlC();
  await started.exitCode();
  await expectNothingLeft();
});
