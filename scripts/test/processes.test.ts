import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '@placard/testing';
import { expect, test } from 'vitest';
import { commandOf } from '../services/programs.mjs';

/** A launcher with one app that has a child of its own; it prints both process ids. */
async function startRun(app = 'app-that-lasts.mjs') {
  const launcher = spawn(
    process.execPath,
    [join(import.meta.dirname, 'fixtures', 'launcher.mjs'), app],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: launcher.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  return { launcher, pids: line.split(' ').map(Number) };
}

async function expectGone(pids: number[]) {
  expect(pids).toHaveLength(3);
  await eventually(() => expect(pids.map(commandOf)).toEqual(pids.map(() => undefined)), {
    timeoutMs: 15_000,
  });
}

async function endOf(launcher: ChildProcess): Promise<number | null> {
  const [code] = await once(launcher, 'exit');
  return code;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s leaves no process',
  async (signal) => {
    const { launcher, pids } = await startRun();
    expect(pids.map(commandOf).every(Boolean)).toBe(true);
    launcher.kill(signal);
    await endOf(launcher);
    await expectGone(pids);
  },
  30_000,
);

test('a launcher that is killed leaves no process', async () => {
  const { launcher, pids } = await startRun();
  launcher.kill('SIGKILL');
  await expectGone(pids);
}, 30_000);

test('an app that crashes ends the run with an error and leaves no process', async () => {
  const { launcher, pids } = await startRun('app-that-crashes.mjs');
  expect(await endOf(launcher)).toBe(1);
  await expectGone(pids);
}, 30_000);

test('an app that ignores the polite signal is killed', async () => {
  const { launcher, pids } = await startRun('app-that-refuses.mjs');
  launcher.kill('SIGINT');
  await endOf(launcher);
  await expectGone(pids);
}, 30_000);
