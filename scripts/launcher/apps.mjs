import { createRequire } from 'node:module';
import { join } from 'node:path';
import { typescriptLoader } from './dependencies.mjs';
import { checkout } from './open-run.mjs';

/**
 * @typedef {object} App
 * @property {string} name
 * @property {string} folder
 * @property {string[]} args for Node
 * @property {string} healthUrl
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [marker] what its command line says, where it is not the folder
 *
 * @typedef {import('./settings.mjs').Platform} Platform
 */

/**
 * What decides, counts and learns. Without Redis, ad-server and worker share one process and its
 * memory.
 * @param {Platform} platform
 * @returns {App[]}
 */
export function backOffice(platform) {
  const adServer = join(checkout, 'apps', 'ad-server');
  const worker = join(checkout, 'apps', 'worker');
  const adServerHealth = healthUrl(platform, platform.ports.adServer);
  if (!platform.env.REDIS_URL) {
    const args = typescript(join(worker, 'src', 'single-process.ts'));
    return [{ name: 'ad-server and worker', folder: worker, args, healthUrl: adServerHealth }];
  }
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
      healthUrl: healthUrl(platform, platform.ports.worker),
    },
  ];
}

/** @param {Platform} platform @returns {App} */
export function portal(platform) {
  const { env, ports } = platform;
  const folder = join(checkout, 'apps', 'portal');
  const next = createRequire(join(folder, 'package.json')).resolve('next/dist/bin/next');
  return {
    name: 'portal',
    folder,
    args: [next, 'start', '-p', String(ports.portal), '-H', env.PLACARD_HOST ?? '127.0.0.1'],
    healthUrl: healthUrl(platform, ports.portal, '/api/health'),
    // Next renames its process.
    marker: 'next-server',
    env: { NODE_ENV: 'production', NEXTAUTH_URL: env.PLACARD_PORTAL_URL },
  };
}

/** The publisher of the demonstration. @param {Platform} platform @returns {App} */
export function demoSite(platform) {
  const folder = join(checkout, 'infra', 'dev');
  return {
    name: 'demo site',
    folder,
    args: typescript(join(folder, 'demo-site', 'server.ts')),
    healthUrl: healthUrl(platform, platform.ports.demoSite),
  };
}

/** @param {Platform} platform @param {number} port @param {string} [path] */
function healthUrl({ env }, port, path = '/health') {
  const everywhere = !env.PLACARD_HOST || env.PLACARD_HOST === '0.0.0.0';
  return `http://${everywhere ? '127.0.0.1' : env.PLACARD_HOST}:${port}${path}`;
}

/** @param {string} entry */
function typescript(entry) {
  return ['--import', typescriptLoader(), entry];
}
