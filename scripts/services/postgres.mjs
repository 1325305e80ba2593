import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePort } from './ports.mjs';
import { findPostgresPrograms, reachableFolder } from './postgres-programs.mjs';
import { endOrphan } from './processes.mjs';
import { isRoot, UNPRIVILEGED } from './programs.mjs';

/**
 * @typedef {object} PostgresOptions
 * @property {string} checkout the repository's folder
 * @property {string} dataDir
 * @property {import('./processes.mjs').Processes} processes
 * @property {boolean} durable false for throw-away servers: nothing is flushed to disk
 * @property {number} port the preferred port, 0 for any
 * @property {string} [password] of the owner; without it the server trusts this machine
 * @property {(text: string) => void} say
 */

const OWNER = 'placard';
const DATABASE = 'placard';

/**
 * Starts a Postgres of our own on this machine, creating its data folder first if need be.
 * @param {PostgresOptions} options
 * @returns {Promise<{ url: string, port: number, dataDir: string, fresh: boolean,
 *   process: import('./processes.mjs').RunningProcess }>}
 */
export async function startPostgres(options) {
  const programs = findPostgresPrograms(options.checkout);
  const dataDir = reachableFolder(options.dataDir);
  const server = { ...options, programs, dataDir };
  const pidFile = join(dataDir, 'postmaster.pid');
  if (await endOrphan({ pidFile, marker: dataDir, stopSignal: 'SIGINT' })) {
    options.say('Postgres: ended a server that an earlier run had left behind');
  }
  rmSync(pidFile, { force: true });
  const fresh = !existsSync(join(dataDir, 'PG_VERSION'));
  if (fresh) await initialise(server);
  const { port, process } = await launch(server);
  const login = options.password ? `${OWNER}:${encodeURIComponent(options.password)}` : OWNER;
  return {
    url: `postgres://${login}@127.0.0.1:${port}/${DATABASE}`,
    port,
    dataDir,
    fresh,
    process,
  };
}

/** @typedef {PostgresOptions & { programs: string }} Server */

/** @param {Server} server */
async function initialise(server) {
  const { dataDir, programs, processes, password, durable } = server;
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (isRoot) chownSync(dataDir, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  const passwordFile = join(tmpdir(), `placard-initdb-${process.pid}`);
  const args = ['-D', dataDir, '-U', OWNER, '-E', 'UTF8', '--no-instructions'];
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C');
  args.push('-A', password ? 'scram-sha-256' : 'trust');
  if (password) args.push(`--pwfile=${passwordFile}`);
  if (!durable) args.push('--no-sync');
  try {
    if (password) {
      writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
      if (isRoot) chownSync(passwordFile, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
    }
    const made = await processes.run({
      name: 'initdb',
      command: join(programs, 'initdb'),
      args,
      kind: 'service',
      ...surroundings(dataDir),
    });
    if (made.code !== 0) throw new Error(`Postgres: initdb failed\n${made.output}`);
    const created = await processes.run({
      name: 'create database',
      command: join(programs, 'postgres'),
      args: ['--single', '-D', dataDir, 'template1'],
      input: `create database ${DATABASE}\n`,
      kind: 'service',
      ...surroundings(dataDir),
    });
    if (created.code !== 0) throw new Error(`Postgres: no database\n${created.output}`);
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** @param {Server} server */
async function launch(server) {
  const { dataDir, programs, processes, durable, say } = server;
  const port = await choosePort(server.port, (taken, chosen) =>
    say(`Postgres: port ${taken} is busy, using ${chosen}`),
  );
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
  ];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  let ready = () => {};
  /** @type {Promise<void>} */
  const isReady = new Promise((resolve) => {
    ready = resolve;
  });
  let seen = '';
  const running = processes.start({
    name: 'Postgres',
    command: join(programs, 'postgres'),
    args: ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    stopSignal: 'SIGINT',
    kind: 'service',
    ...surroundings(dataDir),
    onOutput: (text) => {
      seen = (seen + text).slice(-4_000);
      if (seen.includes('ready to accept connections')) ready();
    },
  });
  const ended = running.ended.then(() => {
    throw new Error(`Postgres did not start\n${running.tail()}`);
  });
  await Promise.race([isReady, ended]);
  ended.catch(() => undefined);
  return { port, process: running };
}

/** @param {string} dataDir */
function surroundings(dataDir) {
  return {
    cwd: dataDir,
    env: { PATH: process.env.PATH, HOME: dataDir, LC_ALL: 'C', TZ: 'UTC' },
    ...(isRoot ? { user: UNPRIVILEGED } : {}),
  };
}
