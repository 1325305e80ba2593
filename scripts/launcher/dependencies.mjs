import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout, ExpectedFailure } from './open-run.mjs';

const STAMP = join(checkout, 'node_modules', '.placard-installed');

/**
 * Makes pnpm available on PATH and installs the dependencies when the lockfile changed.
 * @param {import('./open-run.mjs').Run} run
 */
export async function prepareDependencies(run) {
  putPnpmOnPath(run.say);
  const wanted = lockDigest();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  run.say('installing dependencies');
  const installed = await run.processes.run({
    name: 'pnpm install',
    command: 'pnpm',
    args: ['install', '--frozen-lockfile', '--reporter=append-only'],
    env: { ...process.env, CI: 'true' },
    onOutput: progressOf(run.say),
  });
  if (installed.code !== 0) {
    throw new ExpectedFailure(`The dependencies were not installed:\n${installed.output}`);
  }
  writeFileSync(STAMP, wanted);
  run.say('dependencies installed');
}

/**
 * Boils pnpm's many lines down to one every few seconds.
 * @param {(text: string) => void} say
 */
function progressOf(say) {
  let toldMs = performance.now();
  return (/** @type {string} */ text) => {
    const progress = /Progress: resolved (\d+), reused (\d+), downloaded (\d+)/.exec(text);
    if (!progress || performance.now() - toldMs < 3_000) return;
    toldMs = performance.now();
    const [, resolved, reused, downloaded] = progress;
    say(`dependencies: ${Number(reused) + Number(downloaded)} of ${resolved} packages here`);
  };
}

/** The loader that lets Node run our TypeScript as it is. */
export function typescriptLoader() {
  return pathToFileURL(createRequire(join(checkout, 'package.json')).resolve('tsx')).href;
}

function lockDigest() {
  const hash = createHash('sha256');
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) {
    hash.update(readFileSync(join(checkout, name)));
  }
  return `${process.platform}-${process.arch} ${hash.digest('hex')}`;
}

/** A pnpm of the right major version on PATH, else the exact one from the npm registry. @param {(text: string) => void} say */
function putPnpmOnPath(say) {
  const { packageManager } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const [major] = packageManager.replace('pnpm@', '').split('.');
  // Asked outside the checkout, where no project setting can make it fetch another version.
  const found = spawnSync('pnpm', ['--version'], { encoding: 'utf8', cwd: '/' });
  if (found.stdout?.trim().split('.')[0] === major) return;
  say(`fetching ${packageManager} from the npm registry`);
  const where = spawnSync(
    'npm',
    ['exec', '--yes', `--package=${packageManager}`, '--', 'sh', '-c', 'command -v pnpm'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const program = where.stdout?.trim().split('\n').pop();
  if (where.status !== 0 || !program) {
    throw new ExpectedFailure(`${packageManager} could not be fetched by npm.`);
  }
  process.env.PATH = `${dirname(program)}${delimiter}${process.env.PATH}`;
}
