import { prepareDependencies } from './dependencies.mjs';
import { startThrowAwayServices } from './services.mjs';

/**
 * `npm run services`: a throw-away Postgres and Redis for working on one package.
 * @param {import('./open-run.mjs').Run} run
 */
export async function main(run) {
  await prepareDependencies(run);
  const { databaseUrl, redisUrl } = await startThrowAwayServices(run, 'services');
  console.log(`\nexport DATABASE_URL=${databaseUrl}`);
  if (redisUrl) console.log(`export REDIS_URL=${redisUrl}`);
  console.log('\nCtrl-C stops both and deletes their data.');
  run.markServing();
  return run.untilClosed();
}
