import { backOffice } from './apps.mjs';
import { migrateDatabase, runProgram } from './database.mjs';
import { prepareDependencies } from './dependencies.mjs';
import { startPlatform } from './platform.mjs';
import { startThrowAwayServices } from './services.mjs';
import { settlePlatform } from './settings.mjs';

const SECRET = 'replay-secret-of-a-throw-away-platform';

/**
 * `npm run replay -- --data <folder>`: imports a data set as an ad market and replays it in time
 * order, on the simulated clock, through a platform that exists only for this run.
 * @param {import('./open-run.mjs').Run} run
 * @param {string[]} args
 */
export async function main(run, args) {
  await prepareDependencies(run);
  const services = await startThrowAwayServices(run, 'replay');
  await migrateDatabase(run, services);
  const platform = await settlePlatform({
    services,
    dataDir: services.dataDir,
    secret: SECRET,
    clock: 'simulated',
    randomPorts: true,
    say: run.say,
  });
  await startPlatform(run, platform, backOffice(platform), services.dataDir);
  run.say('the platform is up; replaying');
  await runProgram(run, {
    name: 'replay',
    folder: 'bench',
    entry: 'src/replay/main.ts',
    args,
    env: { ...platform.env, DATABASE_URL: services.databaseUrl },
  });
  return 0;
}
