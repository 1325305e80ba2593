import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const TRAINER = fileURLToPath(new URL('../../../../../infra/torch-trainer', import.meta.url));

const resultSchema = z.object({
  engine: z.string(),
  losses: z.array(z.number()),
  samplesPerSecond: z.number(),
  /** CPU time of the training loop, over all threads. */
  cpuSeconds: z.number(),
});
export type TorchResult = z.infer<typeof resultSchema>;

/** Runs the torch trainer on a job folder. Throws with Python's complaint when it fails. */
export async function runTorchJob(
  folder: string,
  options: { readonly python: string; readonly environment?: Readonly<Record<string, string>> },
): Promise<TorchResult> {
  const child = spawn(options.python, ['-m', 'torch_trainer', folder], {
    cwd: TRAINER,
    env: { ...options.environment, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`the torch trainer ended with code ${code}: ${complaint.trim()}`);
  return resultSchema.parse(JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')));
}
