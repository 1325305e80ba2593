import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { choosePort } from './ports.mjs';
import { endOrphan } from './processes.mjs';
import { findRedisProgram } from './redis-programs.mjs';

/**
 * @typedef {object} RedisOptions
 * @property {string} checkout the repository's folder
 * @property {string} dataDir
 * @property {import('./processes.mjs').Processes} processes
 * @property {boolean} durable false for throw-away servers: nothing is kept
 * @property {number} port the preferred port, 0 for any
 * @property {string} [password] without it the server trusts this machine
 * @property {(text: string) => void} say
 */

/**
 * Starts a Redis of our own on this machine; undefined when no Redis program can be had.
 * @param {RedisOptions} options
 * @returns {Promise<{ url: string, port: number,
 *   process: import('./processes.mjs').RunningProcess } | undefined>}
 */
export async function startRedis(options) {
  const program = await findRedisProgram(options);
  if (!program) return undefined;
  const { dataDir, processes, say, password } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const pidFile = join(dataDir, 'redis.pid');
  if (await endOrphan({ pidFile, marker: '-server', stopSignal: 'SIGTERM' })) {
    say('Redis: ended a server that an earlier run had left behind');
  }
  const port = await choosePort(options.port, (taken, chosen) =>
    say(`Redis: port ${taken} is busy, using ${chosen}`),
  );
  const configFile = join(dataDir, 'redis.conf');
  writeFileSync(configFile, configuration(options, port), { mode: 0o600 });
  const running = processes.start({
    name: 'Redis',
    command: program.command,
    args: [configFile],
    env: program.env,
    cwd: dataDir,
    kind: 'service',
    pidFile,
  });
  while (!(await answers(port))) {
    if (running.hasEnded()) throw new Error(`Redis did not start\n${running.tail()}`);
    await delay(10);
  }
  const login = password ? `:${encodeURIComponent(password)}@` : '';
  return { url: `redis://${login}127.0.0.1:${port}`, port, process: running };
}

/** @param {RedisOptions} options @param {number} port */
function configuration({ durable, password }, port) {
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    'databases 16',
    // Queues and budgets may never be evicted; a full memory is an error that shows.
    'maxmemory-policy noeviction',
    durable ? 'save 60 1' : 'save ""',
    `appendonly ${durable ? 'yes' : 'no'}`,
  ];
  if (password) lines.push(`requirepass ${password}`);
  return `${lines.join('\n')}\n`;
}

/** @param {number} port @returns {Promise<boolean>} */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
