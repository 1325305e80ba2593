import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createProcesses } from '../services/processes.mjs';

/** @typedef {ReturnType<typeof openRun>} Run */

export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * One run of the launcher: its progress lines, its processes, and the one way out. A signal, a
 * crashed app, an error and a normal end all stop every process before the launcher ends.
 * @param {{ patienceMs?: number }} [options]
 */
export function openRun(options) {
  quietTools();
  const startedMs = performance.now();
  const processes = createProcesses(options);
  /** @type {(() => void)[]} */
  const cleanups = [];
  /** @type {Promise<never> | undefined} */
  let closing;

  /** @param {string} text */
  function say(text) {
    if (closing) return;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`[${seconds.padStart(6)}s] ${text}`);
  }

  /** @param {number} exitCode @param {{ hurry?: boolean }} [how] @returns {Promise<never>} */
  function close(exitCode, how) {
    closing ??= (async () => {
      await processes.stopAll(how);
      for (const cleanup of cleanups.reverse()) cleanup();
      process.exit(exitCode);
    })();
    return closing;
  }

  /** @param {unknown} error */
  async function fail(error) {
    // While a run closes, what was waiting for its processes fails: that is no news.
    if (!closing) console.error(error instanceof ExpectedFailure ? error.message : error);
    return close(1);
  }

  for (const [signal, number] of /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ])) {
    process.on(signal, () => {
      if (closing) {
        console.log('stopping at once');
        void processes.stopAll({ hurry: true });
        return;
      }
      say('stopping');
      void close(isServing ? 0 : 128 + number);
    });
  }

  let isServing = false;
  return {
    say,
    processes,
    close,
    fail,
    /** @param {() => void} cleanup runs after every process has ended */
    onClose: (cleanup) => cleanups.push(cleanup),
    /** From now on a Ctrl-C is the normal end. */
    markServing: () => {
      isServing = true;
    },
    /** A process that must live until it is released: its end ends the run. @param {import('../services/processes.mjs').RunningProcess} running */
    rely: (running) => {
      let isReleased = false;
      void running.ended.then(({ code, signal }) => {
        if (closing || isReleased) return;
        say(
          `${running.name} ended unexpectedly (${signal ?? `exit code ${code}`}); its last lines:`,
        );
        console.error(running.tail().split('\n').slice(-40).join('\n'));
        void close(1);
      });
      return {
        release: () => {
          isReleased = true;
        },
      };
    },
    /** Never settles; the run ends by a signal or a crash. @returns {Promise<never>} */
    untilClosed: () => new Promise(() => {}),
  };
}

/** An error whose message is all a person needs: printed without a stack. */
export class ExpectedFailure extends Error {}

function quietTools() {
  process.chdir(checkout);
  Object.assign(process.env, {
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    DO_NOT_TRACK: '1',
    ONNXRUNTIME_NODE_INSTALL: 'skip',
    npm_config_loglevel: 'error',
    npm_config_update_notifier: 'false',
  });
  // What npm tells the root package's script must not leak into the packages' own.
  for (const name of Object.keys(process.env)) {
    if (/^npm_(package|lifecycle)_/.test(name)) delete process.env[name];
  }
}
