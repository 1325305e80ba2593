import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { torchEnvironment } from './torch-environment.ts';

const TRAINER = fileURLToPath(new URL('../../../../../infra/torch-trainer', import.meta.url));

/** Torch 1.13 on Python 3.11 starts no rank whose output it need not copy: let it copy. */
const TORCHRUN = '-m torch.distributed.run --standalone --redirects 1 --tee 1'.split(' ');
const TEE_PREFIX = /^\[\w+\]:/;

const resultSchema = z.object({
  engine: z.string(),
  ranks: z.int(),
  losses: z.array(z.number()),
  steps: z.int(),
  bestEpoch: z.int(),
  /** From the second step on, where there is one. */
  samplesPerSecond: z.number(),
  /** Of CPU time over all threads and ranks. */
  samplesPerCpuSecond: z.number(),
});
export type TorchResult = z.infer<typeof resultSchema>;

const pointSchema = z.object({
  step: z.int(),
  epoch: z.number(),
  trainLogLoss: z.number().nullable(),
  validationLogLoss: z.number().nullable(),
  samplesPerSecond: z.number().nullable(),
});
export type TorchPoint = z.infer<typeof pointSchema>;
const lineSchema = z.object({ type: z.literal('progress'), point: pointSchema });

export interface TorchRunOptions {
  readonly python: string;
  /** Processes that train together under torchrun; 1 needs no torchrun. */
  readonly ranks?: number;
  readonly threads?: number;
  readonly onPoint?: (point: TorchPoint) => void;
  /** Aborting lets the trainer keep a checkpoint, then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the torch trainer on a job folder, going on from a checkpoint that lies there. Throws with
 * Python's complaint when it fails.
 */
export async function runTorchJob(folder: string, options: TorchRunOptions): Promise<TorchResult> {
  const { python, ranks = 1, threads = 1, onPoint, signal } = options;
  signal?.throwIfAborted();
  const launcher = ranks > 1 ? [...TORCHRUN, `--nproc_per_node=${ranks}`] : [];
  const child = spawn(python, [...launcher, '-m', 'torch_trainer', folder], {
    cwd: TRAINER,
    env: {
      ...torchEnvironment(threads),
      PYTHONPATH: TRAINER,
      PLACARD_LAUNCHER: String(process.pid),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = text.replace(TEE_PREFIX, '');
    if (line.startsWith('{')) onPoint?.(lineSchema.parse(JSON.parse(line)).point);
  });
  const stop = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0) {
      signal?.throwIfAborted();
      throw new Error(`the torch trainer ended with code ${code}: ${complaint.trim()}`);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return resultSchema.parse(JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')));
}
