import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachableFolder } from '../services/postgres-programs.mjs';
import { commandOf } from '../services/programs.mjs';
import { backOffice, demoSite, portal } from './apps.mjs';
import { buildApps } from './builds.mjs';
import { migrateDatabase, runProgram } from './database.mjs';
import { prepareDependencies } from './dependencies.mjs';
import { checkout, ExpectedFailure } from './open-run.mjs';
import { startPlatform } from './platform.mjs';
import { secretsOf } from './secrets.mjs';
import { startLastingServices } from './services.mjs';
import { assertProductionSettings, settlePlatform } from './settings.mjs';

/**
 * `npm start`: everything a person needs to use Placard on this machine.
 * @param {import('./open-run.mjs').Run} run
 */
export async function main(run) {
  const environment = process.env.PLACARD_ENV ?? 'development';
  const isProduction = environment === 'production';
  const dataDir = process.env.PLACARD_DATA_DIR ?? join(checkout, '.data', environment);
  const marker = join(dataDir, isProduction ? 'started' : 'seeded');
  const isFirstStart = !existsSync(marker);
  if (isProduction) assertProductionSettings(process.env, isFirstStart);
  run.say(`Placard, ${environment}, on Node ${process.version}`);
  claimFolder(run, dataDir);
  await prepareDependencies(run);
  if (isFirstStart && existsSync(join(dataDir, SEEDING))) clearCutSeed(run, dataDir);
  const secrets = secretsOf(dataDir);
  const [services] = await Promise.all([
    startLastingServices(run, dataDir, secrets).then(async (started) => {
      await migrateDatabase(run, started);
      return started;
    }),
    buildApps(run),
  ]);
  if (!services.redisUrl) run.say(NO_REDIS);
  const isSeeding = isFirstStart && !isProduction && process.env.PLACARD_SEED !== 'none';
  const platform = await settlePlatform({
    services,
    dataDir,
    secret: secrets.secret,
    clock: 'system',
    randomPorts: false,
    say: run.say,
  });
  run.say('starting portal, ad-server and worker');
  const apps = [portal(platform)];
  if (!isProduction) apps.push(demoSite(platform));
  const front = startPlatform(run, platform, apps, dataDir);
  if (isSeeding) {
    await front;
    await seed(run, platform, services, dataDir);
  }
  const [{ logsDir }] = await Promise.all([
    front,
    startPlatform(run, platform, backOffice(platform), dataDir),
  ]);
  if (isSeeding || isProduction) writeFileSync(marker, `${new Date().toISOString()}\n`);
  printReady(run, platform.env, { logsDir, isProduction });
  run.markServing();
  return run.untilClosed();
}

/**
 * Plays a past week into the fresh database: ad-server and worker run on a clock that the seed steers, and
 * are stopped after it, so that what a person then meets runs on the real one.
 * @param {import('./open-run.mjs').Run} run
 * @param {import('./settings.mjs').Platform} platform
 * @param {import('./services.mjs').Services} services
 * @param {string} dataDir
 */
async function seed(run, platform, services, dataDir) {
  run.say('first start: seeding a week of demonstration traffic, once');
  writeFileSync(join(dataDir, SEEDING), `${new Date().toISOString()}\n`);
  const env = { ...platform.env, PLACARD_CLOCK: 'simulated' };
  const steered = { ...platform, env };
  const { stop } = await startPlatform(run, steered, backOffice(steered), dataDir);
  await runProgram(run, {
    name: 'seed',
    folder: 'infra/dev',
    entry: 'seed.ts',
    env: { ...env, DATABASE_URL: services.databaseUrl },
  });
  await stop();
}

/** In the data folder from the seed's beginning; without the marker of a whole first start, that was cut. */
const SEEDING = 'seeding';

/**
 * Half a demonstration is of no use to anybody, and nobody has worked with it yet.
 * @param {import('./open-run.mjs').Run} run
 * @param {string} dataDir
 */
function clearCutSeed(run, dataDir) {
  if (process.env.DATABASE_URL || process.env.REDIS_URL) {
    throw new ExpectedFailure(
      'The first start was cut while it seeded the demonstration. Empty the database of DATABASE_URL ' +
        `and the Redis of REDIS_URL, delete ${dataDir}, and start again.`,
    );
  }
  run.say('the first start was cut while it seeded the demonstration: beginning anew');
  // The database may lie elsewhere: under root its server cannot enter a private folder.
  rmSync(reachableFolder(join(dataDir, 'postgres')), { recursive: true, force: true });
  const kept = new Set(['launcher.pid', 'secrets.json', 'processes']);
  for (const name of readdirSync(dataDir)) {
    if (!kept.has(name)) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

const NO_REDIS =
  'Redis: none found. Ad-server and worker run in one process, hot state in memory, queues on ' +
  'Postgres: complete, but for one machine. Install redis-server or set REDIS_URL for more.';

/** One run per data folder: two would fight over its database. @param {import('./open-run.mjs').Run} run @param {string} dataDir */
function claimFolder(run, dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const claim = join(dataDir, 'launcher.pid');
  const other = existsSync(claim) ? Number(readFileSync(claim, 'utf8')) : 0;
  if (other > 1 && other !== process.pid && commandOf(other)?.includes('run.mjs')) {
    throw new ExpectedFailure(`Placard already runs from this folder (process ${other}).`);
  }
  writeFileSync(claim, String(process.pid));
  run.onClose(() => rmSync(claim, { force: true }));
}

/**
 * @param {import('./open-run.mjs').Run} run
 * @param {NodeJS.ProcessEnv} env
 * @param {{ logsDir: string, isProduction: boolean }} options
 */
function printReady(run, env, { logsDir, isProduction }) {
  run.say('ready');
  const lines = [
    '',
    `  Portal      ${env.PLACARD_PORTAL_URL}`,
    `  Ad-server   ${env.PLACARD_AD_SERVER_URL}  (API: /docs)`,
    `  Logs        ${logsDir}`,
  ];
  if (!isProduction) {
    const file = join(checkout, 'infra', 'dev', 'demo-logins.json');
    /** @type {{ as: string, email: string, password: string }[]} */
    const logins = JSON.parse(readFileSync(file, 'utf8'));
    lines.splice(2, 0, `  Demo site   ${env.PLACARD_DEMO_SITE_URL}`);
    lines.push('', '  Demo logins');
    for (const login of logins) {
      lines.push(`    ${login.as.padEnd(11)} ${login.email}   ${login.password}`);
    }
  }
  lines.push('', '  Ctrl-C stops everything and keeps the data.', '');
  console.log(lines.join('\n'));
}
