import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './programs.mjs';

const DEBIAN_PACKAGES = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'];

/**
 * A Redis server to run: one on PATH (or PLACARD_REDIS_SERVER), else on Debian the distribution's
 * own packages, unpacked beside the checkout without root. Undefined when there is none.
 * @param {{ checkout: string, processes: import('./processes.mjs').Processes,
 *   say: (text: string) => void }} options
 * @returns {Promise<{ command: string, env: NodeJS.ProcessEnv } | undefined>}
 */
export async function findRedisProgram({ checkout, processes, say }) {
  const told = process.env.PLACARD_REDIS_SERVER;
  const command = told ?? findProgram('redis-server') ?? findProgram('valkey-server');
  if (command) return { command, env: process.env };
  if (process.platform !== 'linux' || !findProgram('apt-get') || !findProgram('dpkg')) return;
  const folder = join(checkout, '.tools', 'redis');
  const unpacked = workingProgram(folder);
  if (unpacked) return unpacked;
  say('Redis: none on PATH; unpacking the Debian packages into .tools (no root needed)');
  await downloadAndUnpack(folder, processes);
  return workingProgram(folder);
}

/** @param {string} folder */
function workingProgram(folder) {
  const command = join(folder, 'root', 'usr', 'bin', 'redis-server');
  if (!existsSync(command)) return undefined;
  const libraries = join(folder, 'root', 'usr', 'lib');
  const triplet = readdirSync(libraries).find((name) => name.endsWith('-linux-gnu')) ?? '';
  const env = { ...process.env, LD_LIBRARY_PATH: join(libraries, triplet) };
  return spawnSync(command, ['--version'], { env }).status === 0 ? { command, env } : undefined;
}

/** @param {string} folder @param {import('./processes.mjs').Processes} processes */
async function downloadAndUnpack(folder, processes) {
  for (const part of ['lists/partial', 'cache/archives/partial', 'root']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  const run = async (/** @type {string} */ command, /** @type {string[]} */ ...args) => {
    const done = await processes.run({
      name: command,
      command,
      args,
      cwd: folder,
      kind: 'service',
    });
    return done.code === 0;
  };
  // The machine's package lists may be empty and are root's; these are our own.
  const ownLists = [
    ...['-o', `Dir::State::lists=${folder}/lists`, '-o', `Dir::Cache=${folder}/cache`],
    ...['-o', 'APT::Sandbox::User=', '-o', 'Debug::NoLocking=1'],
  ];
  const isDownloaded =
    (await run('apt-get', 'download', ...DEBIAN_PACKAGES)) ||
    ((await run('apt-get', ...ownLists, 'update', '-qq')) &&
      (await run('apt-get', ...ownLists, 'download', ...DEBIAN_PACKAGES)));
  if (!isDownloaded) return;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg', '-x', file, 'root');
  }
}
