import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { choosePort } from '../services/ports.mjs';
import { checkout, ExpectedFailure } from './open-run.mjs';

const ROLES = ['app', 'admin', 'auth', 'ingest', 'worker'];

/** Phrases of secrets that are written down somewhere for all to read. */
const KNOWN_SECRET = /change.?me|default|development|example|secret|password|placard/i;

/**
 * @typedef {object} Platform
 * @property {Record<'portal' | 'adServer' | 'worker' | 'demoSite', number>} ports
 * @property {NodeJS.ProcessEnv} env what every app is started with
 */

/**
 * The environment of the apps: every variable of docs/configuration.md, settled.
 * @param {object} options
 * @param {import('./services.mjs').Services} options.services
 * @param {string} options.dataDir
 * @param {string} options.secret
 * @param {'system' | 'simulated'} options.clock
 * @param {boolean} options.randomPorts
 * @param {(text: string) => void} options.say
 * @returns {Promise<Platform>}
 */
export async function settlePlatform({ services, dataDir, secret, clock, randomPorts, say }) {
  /** @type {number[]} */
  const promised = [];
  const port = async (/** @type {string} */ variable, /** @type {number} */ preferred) => {
    const asked = process.env[variable] ?? (randomPorts ? 0 : preferred);
    const onMoved = (/** @type {number} */ taken, /** @type {number} */ chosen) =>
      say(`port ${taken} is busy (${variable}), using ${chosen}`);
    const chosen = await choosePort(Number(asked), onMoved, promised);
    promised.push(chosen);
    return chosen;
  };
  const ports = {
    portal: await port('PLACARD_PORTAL_PORT', 3000),
    adServer: await port('PLACARD_AD_SERVER_PORT', 4000),
    worker: await port('PLACARD_WORKER_PORT', 4001),
    demoSite: await port('PLACARD_DEMO_SITE_PORT', 4100),
  };
  const blobsDir = process.env.PLACARD_BLOBS_DIR ?? join(dataDir, 'blobs');
  const spoolDir = process.env.PLACARD_SPOOL_DIR ?? join(dataDir, 'spool');
  for (const folder of [blobsDir, spoolDir]) mkdirSync(folder, { recursive: true });
  const { DATABASE_URL: _owner, ...inherited } = process.env;
  return {
    ports,
    env: {
      ...inherited,
      ...roleUrls(services),
      ...(services.redisUrl ? { REDIS_URL: services.redisUrl } : {}),
      PLACARD_ENV: process.env.PLACARD_ENV ?? 'development',
      PLACARD_HOST: process.env.PLACARD_HOST ?? '127.0.0.1',
      PLACARD_PORTAL_PORT: String(ports.portal),
      PLACARD_AD_SERVER_PORT: String(ports.adServer),
      PLACARD_WORKER_PORT: String(ports.worker),
      PLACARD_PORTAL_URL: process.env.PLACARD_PORTAL_URL ?? `http://localhost:${ports.portal}`,
      PLACARD_AD_SERVER_URL:
        process.env.PLACARD_AD_SERVER_URL ?? `http://localhost:${ports.adServer}`,
      PLACARD_DEMO_SITE_PORT: String(ports.demoSite),
      PLACARD_DEMO_SITE_URL: `http://localhost:${ports.demoSite}`,
      PLACARD_DEMO_SITE_PLACEMENTS: join(dataDir, 'demo-site.json'),
      PLACARD_BLOBS_DIR: blobsDir,
      PLACARD_SPOOL_DIR: spoolDir,
      PLACARD_ENCODERS_DIR: process.env.PLACARD_ENCODERS_DIR ?? join(checkout, '.data', 'encoders'),
      PLACARD_SECRET: process.env.PLACARD_SECRET ?? secret,
      PLACARD_CLOCK: process.env.PLACARD_CLOCK ?? clock,
    },
  };
}

/** What a production start asks for before anything is started. @param {NodeJS.ProcessEnv} env @param {boolean} isFirstStart */
export function assertProductionSettings(env, isFirstStart) {
  const faults = [];
  const secret = env.PLACARD_SECRET ?? '';
  if (secret.length < 32) faults.push('PLACARD_SECRET must be set, at least 32 characters long');
  else if (KNOWN_SECRET.test(secret))
    faults.push('PLACARD_SECRET looks like a default, not a secret');
  if ((env.PLACARD_CLOCK ?? 'system') !== 'system') faults.push('PLACARD_CLOCK must be "system"');
  const hasAdmin = Boolean(env.PLACARD_ADMIN_EMAIL && env.PLACARD_ADMIN_PASSWORD);
  if (isFirstStart && !hasAdmin) {
    faults.push('PLACARD_ADMIN_EMAIL and PLACARD_ADMIN_PASSWORD must name the first admin');
  }
  if (faults.length > 0) {
    const list = faults.map((fault) => `  - ${fault}`).join('\n');
    throw new ExpectedFailure(`A production start (PLACARD_ENV=production) is refused:\n${list}`);
  }
}

/** @param {import('./services.mjs').Services} services */
function roleUrls({ databaseUrl, rolePassword }) {
  return Object.fromEntries(
    ROLES.map((role) => {
      const variable = `DATABASE_URL_${role.toUpperCase()}`;
      const url = new URL(databaseUrl);
      url.username = `placard_${role}`;
      url.password = rolePassword;
      return [variable, process.env[variable] ?? url.href];
    }),
  );
}
