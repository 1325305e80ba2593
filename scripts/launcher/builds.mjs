import { join } from 'node:path';
import { checkout, ExpectedFailure } from './open-run.mjs';

/**
 * Builds what needs building (the portal, the widget); turbo's cache leaves alone whatever has
 * the same inputs as before.
 * @param {import('./open-run.mjs').Run} run
 * @param {string} [filter] turbo's; everything without it
 */
export async function buildApps(run, filter) {
  const built = await run.processes.run({
    name: 'turbo build',
    command: turboProgram(),
    args: [
      ...['run', 'build', '--output-logs=new-only', '--ui=stream'],
      ...(filter ? [`--filter=${filter}`] : []),
    ],
  });
  if (built.code !== 0) throw new ExpectedFailure(`The build failed:\n${built.output}`);
  run.say(built.output.includes('FULL TURBO') ? 'apps: built before' : 'apps: built');
}

export function turboProgram() {
  return join(checkout, 'node_modules', '.bin', 'turbo');
}
