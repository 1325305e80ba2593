import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkout } from '../launcher/open-run.mjs';
import { startPostgres } from '../services/postgres.mjs';
import { createProcesses } from '../services/processes.mjs';
import { startRedis } from '../services/redis.mjs';
import { queryAt } from './query-at.ts';

const removals: (() => void)[] = [];
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'placard services '));
  removals.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function options(folder: string, name: string) {
  const said: string[] = [];
  return {
    checkout,
    dataDir: join(folder, name),
    durable: false,
    port: 0,
    password: 'secret/of/this-folder',
    said,
    say: (text: string) => said.push(text),
  };
}

test('a second start finds the data of the first', { timeout: 60_000 }, async () => {
  const folder = newFolder();
  for (const attempt of [1, 2]) {
    const processes = createProcesses();
    const { url, dataDir, fresh } = await startPostgres({ ...options(folder, 'pg'), processes });
    removals.push(() => rmSync(dataDir, { recursive: true, force: true }));
    expect(fresh).toBe(attempt === 1);
    if (attempt === 1) await queryAt(url, 'create table kept as select 42 as answer');
    else expect(await queryAt(url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await processes.stopAll();
  }
});

test('the database asks for the password of this folder', { timeout: 60_000 }, async () => {
  const processes = createProcesses();
  const { url, dataDir } = await startPostgres({ ...options(newFolder(), 'pg'), processes });
  removals.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const wrong = new URL(url);
  wrong.password = 'wrong';
  await expect(queryAt(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  await processes.stopAll();
});

test('servers that a killed run left behind are replaced', { timeout: 60_000 }, async () => {
  const folder = newFolder();
  const killed = createProcesses();
  const old = await startPostgres({ ...options(folder, 'pg'), processes: killed });
  removals.push(() => rmSync(old.dataDir, { recursive: true, force: true }));
  await queryAt(old.url, 'create table kept as select 42 as answer');
  const oldRedis = await startRedis({ ...options(folder, 'redis'), processes: killed });

  const processes = createProcesses();
  const taken = options(folder, 'pg');
  const { url, process: server } = await startPostgres({ ...taken, processes });
  expect(taken.said.join()).toContain('left behind');
  expect(old.process.hasEnded()).toBe(true);
  expect(server.pid).not.toBe(old.process.pid);
  expect(await queryAt(url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  const redis = await startRedis({ ...options(folder, 'redis'), processes });
  expect(oldRedis?.process.hasEnded()).toBe(true);
  expect(redis?.process.hasEnded()).toBe(false);
  await processes.stopAll();
  await killed.stopAll();
});
