import { join } from 'node:path';
import { turboProgram } from './builds.mjs';
import { prepareDependencies } from './dependencies.mjs';
import { checkout, ExpectedFailure } from './open-run.mjs';

const bin = (/** @type {string} */ name) => join(checkout, 'node_modules', '.bin', name);
const check = (/** @type {string} */ name) => join(checkout, 'scripts', 'check', `${name}.mjs`);

/** @type {Record<string, { command: string, args: string[] }>} */
const STEPS = {
  format: { command: bin('biome'), args: ['check', '--error-on-warnings', '.'] },
  architecture: { command: process.execPath, args: [check('architecture')] },
  boundaries: { command: turboProgram(), args: ['boundaries'] },
  documents: { command: process.execPath, args: [check('doc-references')] },
  'dead code': { command: bin('knip'), args: ['--no-progress'] },
  types: {
    command: turboProgram(),
    args: ['run', 'typecheck', '--continue', '--output-logs=errors-only', '--ui=stream'],
  },
};

/**
 * `npm run check`: everything that needs no database. Arguments name single steps.
 * @param {import('./open-run.mjs').Run} run
 * @param {string[]} args
 */
export async function main(run, args) {
  const unknown = args.filter((name) => !(name in STEPS));
  if (unknown.length > 0) {
    throw new ExpectedFailure(`No step ${unknown.join(', ')}: ${Object.keys(STEPS).join(', ')}`);
  }
  await prepareDependencies(run);
  let faults = 0;
  for (const [name, step] of Object.entries(STEPS)) {
    if (args.length > 0 && !args.includes(name)) continue;
    let output = '';
    const { code } = await run.processes.run({
      name,
      ...step,
      onOutput: (text) => {
        output += text;
      },
    });
    if (code !== 0) {
      faults += 1;
      console.log(output);
    }
    run.say(`${name}: ${code === 0 ? 'ok' : 'FAILED'}`);
  }
  return faults === 0 ? 0 : 1;
}
