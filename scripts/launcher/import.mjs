import { runProgram } from './database.mjs';
import { prepareDependencies } from './dependencies.mjs';

/**
 * `npm run import`: sends behaviour from a file or a warehouse to a running platform.
 * @param {import('./open-run.mjs').Run} run
 * @param {string[]} args
 */
export async function main(run, args) {
  await prepareDependencies(run);
  const env = process.env.PLACARD_SERVER_KEY
    ? { PLACARD_SERVER_KEY: process.env.PLACARD_SERVER_KEY }
    : {};
  await runProgram(run, {
    name: 'import',
    folder: 'infra/import',
    entry: 'src/main.ts',
    args,
    env,
  });
  return 0;
}
