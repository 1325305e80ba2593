import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { eventually } from '@placard/testing';
import { commandOf } from '../services/programs.mjs';

export interface Launched {
  output(): string;
  /** Waits until the output has a line that matches, and answers the match. */
  saw(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** What Ctrl-C in a terminal does: the signal goes to the whole foreground group. */
  pressCtrlC(): void;
  exitCode(): Promise<number | null>;
}

const launched = new Set<ChildProcess>();

/** Ends what a failed test left running; the keeper of each run ends its processes. */
export async function endAllLaunched(): Promise<void> {
  for (const child of launched) {
    if (child.exitCode === null && child.signalCode === null && child.pid) {
      const exit = once(child, 'exit');
      process.kill(-child.pid, 'SIGKILL');
      await exit;
    }
    launched.delete(child);
  }
}

/** `npm start` in a checkout, as a terminal would run it. */
export function launch(folder: string, env: Record<string, string>): Launched {
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...inherited } = process.env;
  const child: ChildProcess = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...inherited, PLACARD_ENV: 'development', PLACARD_SEED: 'none', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  launched.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exit = once(child, 'exit') as Promise<[number | null]>;
  return {
    output: () => output,
    saw: async (pattern, timeoutMs = 240_000) => {
      const found = await eventually(
        () => {
          const match = pattern.exec(output);
          if (match) return match;
          return child.exitCode === null ? false : ('ended' as const);
        },
        { timeoutMs, intervalMs: 100 },
      ).catch(() => 'waited' as const);
      if (typeof found === 'object') return found;
      throw new Error(`${found} without ${pattern}:\n${output}`);
    },
    pressCtrlC: () => {
      if (child.pid) process.kill(-child.pid, 'SIGINT');
    },
    exitCode: async () => (await exit)[0],
  };
}

/** The command lines of all processes that run in a folder or name it. */
export function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .map((pid) => `${commandOf(pid) ?? ''} in ${workingFolderOf(pid)}`)
    .filter((description) => description.includes(folder));
}

function workingFolderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return 'no folder';
  }
}
