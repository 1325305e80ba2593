import { join } from 'node:path';
import { runProgram } from './database.mjs';
import { prepareDependencies } from './dependencies.mjs';
import { checkout } from './open-run.mjs';

/**
 * `npm run encoder`: brings the encoders that read the texts of ads and items and see their images.
 * @param {import('./open-run.mjs').Run} run
 */
export async function main(run) {
  await prepareDependencies(run);
  await runProgram(run, {
    name: 'encoder',
    folder: 'packages/embeddings',
    entry: 'src/fetch-main.ts',
    args: [join(checkout, '.data', 'encoders')],
    env: {},
  });
  return 0;
}
