import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelCard } from '@placard/contracts';
import {
  type TrainingOutcome,
  type TrainingProgressMessage,
  type TrainingSpec,
  trainingMessageSchema,
} from './messages.ts';

const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../train-main.ts', import.meta.url));

export class TrainingFailed extends Error {
  override name = 'TrainingFailed';
}

/**
 * Trains in a process of its own and resolves with the model card once the artefact's files are
 * written. Aborting keeps the checkpoint and rejects with the signal's reason; a failure or a killed
 * process rejects with TrainingFailed, and the same spec goes on from the last checkpoint.
 */
export async function runTrainingProcess(options: {
  readonly spec: TrainingSpec;
  readonly onProgress?: (message: TrainingProgressMessage) => void;
  readonly signal?: AbortSignal;
}): Promise<ModelCard> {
  const { spec, onProgress, signal } = options;
  signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'placard-training-'));
  try {
    const specFile = join(folder, 'spec.json');
    await writeFile(specFile, JSON.stringify(spec));
    const outcome = await superviseProcess(specFile, onProgress, signal);
    if (outcome.type === 'done') return outcome.card;
    if (outcome.type === 'failed') throw new TrainingFailed(outcome.message);
    signal?.throwIfAborted();
    throw new TrainingFailed('the training process was told to stop');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Resolves with the process's outcome once it has ended. */
function superviseProcess(
  specFile: string,
  onProgress: ((message: TrainingProgressMessage) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<TrainingOutcome> {
  return new Promise((resolve, reject) => {
    const child = fork(PROGRAM, [specFile], {
      cwd: PACKAGE_FOLDER,
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let outcome: TrainingOutcome | undefined;
    let complaint = '';
    const stop = () => {
      if (child.connected) child.send({ type: 'cancel' });
    };
    signal?.addEventListener('abort', stop, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-4000);
    });
    child.on('message', (raw) => {
      const message = trainingMessageSchema.parse(raw);
      if (message.type === 'progress') onProgress?.(message);
      else outcome = message;
    });
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      signal?.removeEventListener('abort', stop);
      if (outcome) return resolve(outcome);
      const how = killedBy ? `was killed by ${killedBy}` : `ended with code ${code}`;
      reject(new TrainingFailed(`the training process ${how}: ${complaint.trim()}`));
    });
  });
}
