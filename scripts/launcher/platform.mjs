import { createWriteStream, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endOrphan } from '../services/processes.mjs';
import { typescriptLoader } from './dependencies.mjs';
import { checkout } from './open-run.mjs';

const START_TIMEOUT_MS = 120_000;

/**
 * @typedef {object} App
 * @property {string} name
 * @property {string} folder
 * @property {string[]} args for Node
 * @property {string} healthUrl
 * @property {NodeJS.ProcessEnv} [env]
 */

/**
 * Starts the apps and answers when each is healthy. Without Redis, ad-server and worker share one
 * process and its memory. `withPortal` false leaves the portal out.
 * @param {import('./open-run.mjs').Run} run
 * @param {import('./settings.mjs').Platform} platform
 * @param {{ dataDir: string, withPortal: boolean }} options
 */
export async function startPlatform(run, platform, { dataDir, withPortal }) {
  const apps = [...backOffice(platform), ...(withPortal ? [portal(platform)] : [])];
  const logsDir = join(dataDir, 'logs');
  mkdirSync(logsDir, { recursive: true });
  await Promise.all(apps.map((app) => startApp(run, platform, app, dataDir)));
  return { logsDir };
}

/** @param {import('./settings.mjs').Platform} platform @returns {App[]} */
function backOffice({ env, adServerPort, workerPort }) {
  const adServerHealth = `http://127.0.0.1:${adServerPort}/health`;
  const worker = join(checkout, 'apps', 'worker');
  if (!env.REDIS_URL) {
    const entry = join(worker, 'src', 'single-process.ts');
    return [
      {
        name: 'ad-server and worker',
        folder: worker,
        args: typescript(entry),
        healthUrl: adServerHealth,
      },
    ];
  }
  const adServer = join(checkout, 'apps', 'ad-server');
  return [
    {
      name: 'ad-server',
      folder: adServer,
      args: typescript(join(adServer, 'src', 'main.ts')),
      healthUrl: adServerHealth,
    },
    {
      name: 'worker',
      folder: worker,
      args: typescript(join(worker, 'src', 'main.ts')),
      healthUrl: `http://127.0.0.1:${workerPort}/health`,
    },
  ];
}

/** @param {import('./settings.mjs').Platform} platform @returns {App} */
function portal({ env, portalPort }) {
  const folder = join(checkout, 'apps', 'portal');
  const next = createRequire(join(folder, 'package.json')).resolve('next/dist/bin/next');
  return {
    name: 'portal',
    folder,
    args: [next, 'start', '-p', String(portalPort), '-H', env.PLACARD_HOST ?? '127.0.0.1'],
    healthUrl: `http://127.0.0.1:${portalPort}/api/health`,
    env: { NODE_ENV: 'production', NEXTAUTH_URL: env.PLACARD_PORTAL_URL },
  };
}

/** @param {string} entry */
function typescript(entry) {
  return ['--import', typescriptLoader(), entry];
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
  if (await endOrphan({ pidFile, marker: app.folder, stopSignal: 'SIGTERM' })) {
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
  run.rely(running);
  await untilHealthy(app, running);
  run.say(`${app.name}: ready`);
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
