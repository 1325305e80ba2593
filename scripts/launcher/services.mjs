import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../services/postgres.mjs';
import { commandOf } from '../services/programs.mjs';
import { startRedis } from '../services/redis.mjs';
import { checkout } from './open-run.mjs';

/**
 * @typedef {object} Services
 * @property {string} databaseUrl the owner's
 * @property {string | undefined} redisUrl undefined: everything runs in one process
 * @property {string} rolePassword what the database roles log in with; empty where none is asked
 */

/**
 * The lasting services of this checkout: DATABASE_URL and REDIS_URL, else our own.
 * @param {import('./open-run.mjs').Run} run
 * @param {string} dataDir
 * @param {ReturnType<typeof import('./secrets.mjs').secretsOf>} secrets
 * @returns {Promise<Services>}
 */
export async function startLastingServices(run, dataDir, secrets) {
  const { say, processes } = run;
  const [databaseUrl, redisUrl] = await Promise.all([
    (async () => {
      if (process.env.DATABASE_URL) {
        say('Postgres: the server of DATABASE_URL');
        return process.env.DATABASE_URL;
      }
      const postgres = await startPostgres({
        checkout,
        dataDir: join(dataDir, 'postgres'),
        processes,
        durable: true,
        port: Number(process.env.PLACARD_POSTGRES_PORT ?? 54_320),
        password: secrets.databasePassword,
        say,
      });
      run.rely(postgres.process);
      say(`Postgres: port ${postgres.port}${postgres.fresh ? ', new database' : ''}`);
      return postgres.url;
    })(),
    (async () => {
      if (process.env.REDIS_URL) {
        say('Redis: the server of REDIS_URL');
        return process.env.REDIS_URL;
      }
      if (process.env.PLACARD_REDIS === 'none') return;
      const redis = await startRedis({
        checkout,
        dataDir: join(dataDir, 'redis'),
        processes,
        durable: true,
        port: Number(process.env.PLACARD_REDIS_PORT ?? 63_790),
        password: secrets.redisPassword,
        say,
      });
      if (!redis) return;
      run.rely(redis.process);
      say(`Redis: port ${redis.port}`);
      return redis.url;
    })(),
  ]);
  return { databaseUrl, redisUrl, rolePassword: secrets.rolePassword };
}

/**
 * Services on random ports that vanish with the run.
 * @param {import('./open-run.mjs').Run} run
 * @param {string} purpose names the folder
 * @param {{ durable?: boolean }} [options] durable: fsync on, as a platform that lasts would have it
 * @returns {Promise<Services & { dataDir: string }>}
 */
export async function startThrowAwayServices(run, purpose, { durable = false } = {}) {
  sweepLeftovers(purpose);
  const { say, processes } = run;
  const dataDir = join(checkout, '.data', `${purpose}-${process.pid}`);
  mkdirSync(dataDir, { recursive: true });
  run.onClose(() => rmSync(dataDir, { recursive: true, force: true }));
  let databaseUrl = process.env.DATABASE_URL;
  let redisUrl = process.env.REDIS_URL;
  const common = { checkout, processes, durable, port: 0, say };
  if (!databaseUrl) {
    const postgres = await startPostgres({ ...common, dataDir: join(dataDir, 'postgres') });
    run.onClose(() => rmSync(postgres.dataDir, { recursive: true, force: true }));
    run.rely(postgres.process);
    databaseUrl = postgres.url;
    say(`Postgres: a throw-away server on port ${postgres.port}`);
  }
  if (!redisUrl && process.env.PLACARD_REDIS !== 'none') {
    const redis = await startRedis({ ...common, dataDir: join(dataDir, 'redis') });
    if (redis) {
      run.rely(redis.process);
      redisUrl = redis.url;
      say(`Redis: a throw-away server on port ${redis.port}`);
    }
  }
  return { databaseUrl, redisUrl, rolePassword: '', dataDir };
}

/** Folders of runs that were killed before they could clean up. @param {string} purpose */
function sweepLeftovers(purpose) {
  const parent = join(checkout, '.data');
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(`${purpose}-`)
      ? Number(name.slice(purpose.length + 1))
      : Number.NaN;
    if (Number.isNaN(pid) || commandOf(pid)?.includes('run.mjs')) continue;
    rmSync(join(parent, name), { recursive: true, force: true });
  }
}
