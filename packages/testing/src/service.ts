import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { TSX } from './tsx.ts';

export interface ServiceOptions {
  /** Absolute path of the TypeScript entry point. */
  entry: string;
  /** The variable that tells the service which port to listen on. */
  portVariable: string;
  /** Where its environment must name the port beforehand; a free one unless told. */
  port?: number;
  env?: Record<string, string>;
  args?: readonly string[];
  /** Where to start it; the folder above the entry's `src` unless told. */
  cwd?: string;
  /** Answers 2xx once the service is ready. */
  healthPath?: string;
  timeoutMs?: number;
}

export interface Service {
  url: string;
  port: number;
  pid: number;
  /** All it has written so far, standard output and error together. */
  output(): string;
  /** Sends the signal (SIGTERM unless told) to its whole process group and waits for its end. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a TypeScript program on a free port and answers once its health page does. */
export async function spawnService(options: ServiceOptions): Promise<Service> {
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, ['--import', TSX, options.entry, ...(options.args ?? [])], {
    cwd: options.cwd ?? dirname(dirname(options.entry)),
    env: { ...process.env, ...options.env, [options.portVariable]: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const service: Service = {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? -1,
    output: () => output,
    kill: (signal = 'SIGTERM') => endGroup(child, signal),
  };
  try {
    await waitForHealth(service, child, options);
  } catch (error) {
    await service.kill('SIGKILL');
    throw new Error(`${options.entry} did not start: ${String(error)}\n${output}`, {
      cause: error,
    });
  }
  return service;
}

async function waitForHealth(
  service: Service,
  child: ChildProcess,
  { healthPath = '/health', timeoutMs = 30_000 }: ServiceOptions,
): Promise<void> {
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`it ended with ${signal ?? code}`);
  });
  const healthy = eventually(
    async () => {
      if (hasEnded(child)) return true;
      return (await fetch(`${service.url}${healthPath}`)).ok;
    },
    { timeoutMs, intervalMs: 50 },
  );
  await Promise.race([healthy.then(() => (hasEnded(child) ? ended : undefined)), ended]);
  ended.catch(() => undefined);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function endGroup(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const exit = once(child, 'exit');
  process.kill(-child.pid, signal);
  await exit;
}
