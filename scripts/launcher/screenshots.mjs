import { runProgram } from './database.mjs';
import { prepareDependencies } from './dependencies.mjs';
import { checkout } from './open-run.mjs';

/**
 * `npm run screenshots -- [--portal <url>] [--out <folder>] [--only <names>]`: takes the model pages of a running
 * platform.
 * @param {import('./open-run.mjs').Run} run
 * @param {string[]} args
 */
export async function main(run, args) {
  await prepareDependencies(run);
  await runProgram(run, {
    name: 'screenshots',
    folder: 'e2e',
    entry: 'screenshots/main.ts',
    args,
    env: { ...process.env, INIT_CWD: process.env.INIT_CWD ?? checkout },
  });
  return 0;
}
