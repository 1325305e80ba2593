import { prepareDependencies } from './dependencies.mjs';
import { startThrowAwayServices } from './services.mjs';

/**
 * `npm run services`: a throw-away Postgres and Redis for working on one package; `-- --durable` with fsync.
 * @param {import('./open-run.mjs').Run} run
 * @param {string[]} args
 */
export async function main(run, args) {
  await prepareDependencies(run);
  const { databaseUrl, redisUrl } = await startThrowAwayServices(run, 'services', {
    durable: args.includes('--durable'),
  });
  console.log(`\nexport DATABASE_URL=${databaseUrl}`);
  if (redisUrl) console.log(`export REDIS_URL=${redisUrl}`);
  console.log('\nCtrl-C stops both and deletes their data.');
  run.markServing();
  return run.untilClosed();
}
