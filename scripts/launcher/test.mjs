import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApps, turboProgram } from './builds.mjs';
import { prepareDependencies } from './dependencies.mjs';
import { startThrowAwayServices } from './services.mjs';
import { RESULTS_FILE, summarise } from './test-results.mjs';
import { testedPackages } from './workspace.mjs';

/**
 * `npm test`: every test of every package, browser tests included, against throw-away services.
 * Arguments name packages: `npm test -- @placard/db`.
 * @param {import('./open-run.mjs').Run} run
 * @param {string[]} args
 */
export async function main(run, args) {
  await prepareDependencies(run);
  const packages = testedPackages(args);
  for (const { folder } of packages) rmSync(join(folder, RESULTS_FILE), { force: true });
  const [services] = await Promise.all([
    startThrowAwayServices(run, 'test'),
    // For named packages, turbo builds what they depend on.
    ...(args.length === 0 ? [buildApps(run)] : []),
  ]);
  if (!services.redisUrl) run.say('Redis: none found; the tests that need it will fail');
  run.say(`testing ${packages.length} packages`);
  const tested = await run.processes.run({
    name: 'turbo test',
    command: turboProgram(),
    args: [
      ...['run', 'test', '--concurrency=2', '--continue', '--output-logs=full', '--ui=stream'],
      ...packages.map(({ name }) => `--filter=${name}`),
      // A busy machine is slow, not broken; a test that may take longer says so itself.
      ...['--', '--testTimeout=180000', '--hookTimeout=180000'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS_FILE}`],
    ],
    env: {
      ...process.env,
      PLACARD_ENV: 'test',
      DATABASE_URL: services.databaseUrl,
      ...(services.redisUrl ? { REDIS_URL: services.redisUrl } : {}),
    },
    onOutput: (text) => process.stdout.write(text),
  });
  const { passed, failed, complaints } = summarise(packages);
  for (const complaint of complaints) console.log(complaint);
  if (tested.code !== 0 && failed === 0) console.log('turbo failed although no test did');
  run.say('tests done');
  console.log(`${passed} passed, ${failed} failed`);
  return tested.code === 0 && failed === 0 && passed > 0 ? 0 : 1;
}
