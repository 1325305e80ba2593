import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, eventually } from '@placard/testing';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createEventLogWriter } from '../src/index.ts';
import { proxyTo } from './proxy.ts';

const PROGRAM = fileURLToPath(new URL('./writer-to-kill.ts', import.meta.url));
const KILLS = 6;

test('killed writers, with Postgres there and with Postgres away: what was acknowledged is stored, once', async () => {
  const database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const wire = await proxyTo(database.urlAs('ingest'));
  const spoolDir = await mkdtemp(path.join(os.tmpdir(), 'killed writer '));
  const acknowledged: string[] = [];

  for (let kill = 0; kill < KILLS; kill++) {
    const args = ['--import', 'tsx', PROGRAM, wire.url, spoolDir];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const lines = () => output.split('\n').length;
    await eventually(() => expect(lines()).toBeGreaterThan(200), { timeoutMs: 30_000 });
    // Every other one spends its last moments without a database.
    if (kill % 2 === 1) {
      wire.cut();
      const before = lines();
      await eventually(() => expect(lines()).toBeGreaterThan(before + 200), { timeoutMs: 30_000 });
    }
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    wire.heal();
    // The last line may be cut off.
    acknowledged.push(...output.split('\n').slice(0, -1));
  }

  const next = createEventLogWriter(wire.url, { spoolDir });
  await eventually(async () => expect(await readdir(spoolDir)).toEqual([]), { timeoutMs: 15_000 });
  const { rows } = await owner.query('select id from events');
  const stored = new Set(rows.map((row) => row.id));
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect(stored.size).toBe(rows.length);

  await next.close();
  await wire.close();
  await owner.end();
  await database.drop();
  await rm(spoolDir, { recursive: true });
}, 180_000);
