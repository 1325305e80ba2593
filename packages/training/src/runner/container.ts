import { execFile, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { ModelCard } from '@placard/contracts';
import { TrainingFailed } from '../process/run-training-process.ts';
import { followMessages } from './follow-messages.ts';
import type { TrainingRunner, TrainingRunOptions } from './training-runner.ts';

export interface ContainerSettings {
  /** `docker`, `podman`, or the path of either. */
  readonly command: string;
  readonly image: string;
  /** As `--gpus` takes it, e.g. `all`; null for none. */
  readonly gpus: string | null;
  /** How long a stopped container may take to write its checkpoint. */
  readonly stopTimeoutSeconds: number;
}

/**
 * A container on this machine, by the command line of docker or podman. The run's folder is mounted
 * at its own path, so that the paths of the spec hold inside. It keeps no network.
 */
export function containerRunner(settings: ContainerSettings): TrainingRunner {
  return { run: (options) => runContainer(settings, options) };
}

async function runContainer(
  settings: ContainerSettings,
  { spec, runId, onProgress, onLog, onHeartbeat, signal }: TrainingRunOptions,
): Promise<ModelCard> {
  signal?.throwIfAborted();
  const { command } = settings;
  const folder = dirname(spec.artefactFolder);
  const specFile = join(folder, 'spec.json');
  await mkdir(folder, { recursive: true });
  await writeFile(specFile, JSON.stringify(spec));
  const name = `placard-training-${runId}`;
  // A worker that died may have left its container: it writes to the same checkpoint.
  await promisify(execFile)(command, ['rm', '--force', name]).catch(() => undefined);
  const child = spawn(command, containerArguments(settings, name, folder, specFile), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const stop = () => {
    const args = ['stop', '--time', String(settings.stopTimeoutSeconds), name];
    execFile(command, args, () => undefined);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const messages = followMessages({ onProgress, onLog, onHeartbeat });
    createInterface({ input: child.stdout }).on('line', messages.line);
    createInterface({ input: child.stderr }).on('line', messages.line);
    const code = await closed;
    const { outcome, tail } = messages;
    if (outcome()?.type === 'done') return messages.card();
    signal?.throwIfAborted();
    const reason = outcome();
    if (reason?.type === 'failed') throw new TrainingFailed(reason.message);
    throw new TrainingFailed(`the training container ended with code ${code}: ${tail()}`);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

export function containerArguments(
  { image, gpus }: ContainerSettings,
  name: string,
  folder: string,
  specFile: string,
): string[] {
  return [
    'run',
    '--rm',
    `--name=${name}`,
    '--network=none',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    // torchrun's ranks speak through shared memory.
    '--ipc=private',
    '--shm-size=1g',
    ...(gpus ? [`--gpus=${gpus}`] : []),
    `--volume=${folder}:${folder}`,
    image,
    specFile,
  ];
}
