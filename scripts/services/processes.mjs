import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { commandOf } from './programs.mjs';

/**
 * @typedef {object} ProcessOptions
 * @property {string} name for messages
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {{ uid: number, gid: number }} [user]
 * @property {NodeJS.Signals} [stopSignal] SIGTERM unless told
 * @property {'service' | 'app'} [kind] apps are stopped before the services that they use
 * @property {string} [pidFile] remembers the process, so that a later run can end an orphan
 * @property {string} [input] what the program reads; nothing unless told
 * @property {(text: string) => void} [onOutput]
 *
 * @typedef {object} RunningProcess
 * @property {string} name
 * @property {number} pid
 * @property {'service' | 'app'} kind
 * @property {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} ended
 * @property {() => boolean} hasEnded
 * @property {() => string} tail the last lines it wrote
 * @property {(signal?: NodeJS.Signals) => Promise<void>} stop
 *
 * @typedef {ReturnType<typeof createProcesses>} Processes
 */

const TAIL_CHARACTERS = 16_000;
const PATIENCE_MS = 10_000;

/**
 * Every process of a run. Each leads a group of its own, so a Ctrl-C in the terminal reaches only
 * the launcher, and ending one ends its children. A keeper ends them all if the launcher is killed.
 * @param {{ patienceMs?: number }} [options] how long a process may take to end politely
 */
export function createProcesses({ patienceMs = PATIENCE_MS } = {}) {
  /** @type {Set<RunningProcess>} */
  const running = new Set();
  const keeper = startKeeper();
  let closing = false;

  /** @param {ProcessOptions} options @returns {RunningProcess} */
  function start(options) {
    if (closing) throw new Error(`${options.name} is not started: the run is stopping`);
    const stopSignal = options.stopSignal ?? 'SIGTERM';
    if (options.pidFile) rmSync(options.pidFile, { force: true });
    const child = spawn(options.command, options.args, {
      ...(options.cwd ? { cwd: options.cwd } : {}),
      env: options.env ?? process.env,
      ...options.user,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached: true,
    });
    child.stdin?.on('error', () => undefined).end(options.input);
    let tail = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        tail = (tail + chunk).slice(-TAIL_CHARACTERS);
        options.onOutput?.(String(chunk));
      });
    }
    const pid = child.pid ?? 0;
    /** @type {RunningProcess} */
    const handle = {
      name: options.name,
      pid,
      kind: options.kind ?? 'app',
      ended: endOf(child),
      hasEnded: () => child.exitCode !== null || child.signalCode !== null || pid === 0,
      tail: () => tail,
      stop: (signal = stopSignal) => stopGroup(handle, signal, patienceMs),
    };
    if (pid !== 0) {
      running.add(handle);
      keeper.watch(pid, stopSignal);
      if (options.pidFile) {
        mkdirSync(dirname(options.pidFile), { recursive: true });
        writeFileSync(options.pidFile, String(pid));
      }
    }
    // What a crashed leader leaves behind must not outlive it.
    child.once('exit', () => signalGroup(pid, 'SIGKILL'));
    const forget = () => {
      running.delete(handle);
      keeper.forget(pid);
      if (options.pidFile) rmSync(options.pidFile, { force: true });
    };
    handle.ended.then(forget, forget);
    return handle;
  }

  /**
   * Runs a program to its end and answers its exit code and the end of its output.
   * @param {ProcessOptions} options
   */
  async function run(options) {
    const handle = start(options);
    const { code, signal } = await handle.ended;
    return { code: code ?? 1, signal, output: handle.tail() };
  }

  /** Stops apps, then services, then the keeper; with `hurry` at once and without courtesy. */
  async function stopAll({ hurry = false } = {}) {
    closing = true;
    for (const kind of ['app', 'service']) {
      const group = [...running].filter((handle) => handle.kind === kind);
      await Promise.all(group.map((handle) => handle.stop(hurry ? 'SIGKILL' : undefined)));
    }
    await keeper.dismiss();
  }

  return { start, run, stopAll };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
async function endOf(child) {
  const [code, signal] = await once(child, 'close');
  return { code, signal };
}

/** @param {RunningProcess} handle @param {NodeJS.Signals} signal @param {number} patienceMs */
async function stopGroup(handle, signal, patienceMs) {
  if (handle.hasEnded()) return;
  signalGroup(handle.pid, signal);
  const patience = new AbortController();
  const overdue = delay(patienceMs, undefined, { signal: patience.signal }).then(
    () => signalGroup(handle.pid, 'SIGKILL'),
    () => undefined,
  );
  await handle.ended.catch(() => undefined);
  patience.abort();
  await overdue;
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  if (pid === 0) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

function startKeeper() {
  const program = fileURLToPath(new URL('./keeper.mjs', import.meta.url));
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.unref();
  /** @type {import('node:stream').Writable & { unref?: () => void }} */ (child.stdin).unref?.();
  child.stdin.on('error', () => undefined);
  const exit = once(child, 'exit');
  return {
    /** @param {number} pid @param {string} signal */
    watch: (pid, signal) => child.stdin.write(`+ ${pid} ${signal}\n`),
    /** @param {number} pid */
    forget: (pid) => child.stdin.write(`- ${pid}\n`),
    dismiss: async () => {
      child.stdin.end();
      child.ref();
      await exit;
    },
  };
}

/**
 * Ends the process that an earlier, killed run left behind, if the remembered process is still
 * the one that `marker` (a part of its command line) names. Answers whether there was one.
 * @param {{ pidFile: string, marker: string, stopSignal: NodeJS.Signals }} orphan
 */
export async function endOrphan({ pidFile, marker, stopSignal }) {
  const pid = rememberedPid(pidFile);
  if (pid === undefined || !commandOf(pid)?.includes(marker)) return false;
  process.kill(pid, stopSignal);
  const patientUntil = performance.now() + PATIENCE_MS;
  while (commandOf(pid)?.includes(marker)) {
    if (performance.now() > patientUntil) process.kill(pid, 'SIGKILL');
    await delay(20);
  }
  return true;
}

/** @param {string} pidFile */
function rememberedPid(pidFile) {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}
