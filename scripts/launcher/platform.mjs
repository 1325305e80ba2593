import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endOrphan } from '../services/processes.mjs';

const START_TIMEOUT_MS = 120_000;

/** @typedef {import('./apps.mjs').App} App */

/**
 * Starts the apps and answers when each is healthy, with the way to stop them before the run ends.
 * @param {import('./open-run.mjs').Run} run
 * @param {import('./settings.mjs').Platform} platform
 * @param {App[]} apps
 * @param {string} dataDir
 */
export async function startPlatform(run, platform, apps, dataDir) {
  const logsDir = join(dataDir, 'logs');
  mkdirSync(logsDir, { recursive: true });
  const running = await Promise.all(apps.map((app) => startApp(run, platform, app, dataDir)));
  const stop = async () => {
    await Promise.all(running.map((app) => app.stop()));
  };
  return { logsDir, stop };
}

/**
 * @param {import('./open-run.mjs').Run} run
 * @param {import('./settings.mjs').Platform} platform
 * @param {App} app
 * @param {string} dataDir
 */
async function startApp(run, platform, app, dataDir) {
  const fileName = app.name.replaceAll(' ', '-');
  const pidFile = join(dataDir, 'processes', `${fileName}.pid`);
  const marker = app.marker ?? app.folder;
  if (await endOrphan({ pidFile, marker, stopSignal: 'SIGTERM' })) {
    run.say(`${app.name}: ended a process that an earlier run had left behind`);
  }
  const log = createWriteStream(join(dataDir, 'logs', `${fileName}.log`), { flags: 'a' });
  const running = run.processes.start({
    name: app.name,
    command: process.execPath,
    args: app.args,
    cwd: app.folder,
    env: { ...platform.env, ...app.env },
    pidFile,
    onOutput: (text) => log.write(text),
  });
  const relied = run.rely(running);
  await untilHealthy(app, running);
  run.say(`${app.name}: ready`);
  return {
    stop: () => {
      relied.release();
      return running.stop();
    },
  };
}

/** @param {App} app @param {import('../services/processes.mjs').RunningProcess} running */
async function untilHealthy(app, running) {
  const patientUntil = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    if (running.hasEnded()) return new Promise(() => {});
    try {
      const answer = await fetch(app.healthUrl, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    if (performance.now() > patientUntil) {
      throw new Error(`${app.name} gave no healthy answer at ${app.healthUrl}\n${running.tail()}`);
    }
    await delay(50);
  }
}
