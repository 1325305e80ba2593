import { backOffice } from './apps.mjs';
import { buildApps } from './builds.mjs';
import { migrateDatabase, runProgram } from './database.mjs';
import { prepareDependencies } from './dependencies.mjs';
import { startPlatform } from './platform.mjs';
import { startThrowAwayServices } from './services.mjs';
import { settlePlatform } from './settings.mjs';

const SECRET = 'of-a-platform-that-lives-for-one-run';

/**
 * `npm run replay -- --data <folder>`: imports a data set as an ad market and replays it in time
 * order, on the simulated clock, through a platform that exists only for this run.
 * @param {import('./open-run.mjs').Run} run
 * @param {string[]} args
 */
export function main(run, args) {
  return driveThrowAwayPlatform(run, 'replay', args);
}

/**
 * Runs `bench/src/<name>/main.ts` against an empty platform of its own, on a clock that the
 * program moves.
 * @param {import('./open-run.mjs').Run} run
 * @param {string} name
 * @param {string[]} args
 */
export async function driveThrowAwayPlatform(run, name, args) {
  await prepareDependencies(run);
  const services = await startThrowAwayServices(run, name);
  await Promise.all([migrateDatabase(run, services), buildApps(run, '@placard/ad-server^...')]);
  const platform = await settlePlatform({
    services,
    dataDir: services.dataDir,
    secret: SECRET,
    clock: 'simulated',
    randomPorts: true,
    say: run.say,
  });
  await startPlatform(run, platform, backOffice(platform), services.dataDir);
  run.say(`the platform is up: ${name}`);
  await runProgram(run, {
    name,
    folder: 'bench',
    entry: `src/${name}/main.ts`,
    args,
    env: { ...platform.env, DATABASE_URL: services.databaseUrl },
  });
  return 0;
}
