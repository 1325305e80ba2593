import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, ExpectedFailure } from './open-run.mjs';
import { driveThrowAwayPlatform } from './replay.mjs';

/**
 * `npm run bench -- <name>`: a measurement that needs a running platform.
 * @param {import('./open-run.mjs').Run} run
 * @param {string[]} args
 */
export async function main(run, [name = '', ...args]) {
  const folder = join(checkout, 'bench', 'src');
  const names = readdirSync(folder).filter((one) => existsSync(join(folder, one, 'main.ts')));
  if (!names.includes(name)) {
    throw new ExpectedFailure(`Say which: npm run bench -- ${names.join(' | ')}`);
  }
  return driveThrowAwayPlatform(run, name, args);
}
