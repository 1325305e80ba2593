import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TrainingState } from '../../src/engines/ort/training-state.ts';
import { runTorchJob } from '../../src/engines/torch/run-job.ts';
import { readWeights } from '../../src/engines/torch/train.ts';
import { writeTorchJob } from '../../src/engines/torch/write-job.ts';
import { vectorCase } from '../torch-vectors/case.ts';
import { torchPython } from './torch-python.ts';

/** torchrun passes on what its ranks print with a delay: enough that they are not done by then. */
const STEPS = 400;
const python = await torchPython();
const { shape: plain, data, positions: all } = vectorCase('dcn-v2');
const shape = { ...plain, hyperparameters: { ...plain.hyperparameters, dropout: 0.2 } };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-killed-torch-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeJob(name: string): Promise<string> {
  const job = join(folder, name);
  const state = new TrainingState(shape, data.rowsByFeature);
  state.initialise(9);
  await writeTorchJob(job, {
    ...{ shape, data, state, threads: 1, device: 'cpu' as const },
    positions: Uint32Array.from(
      { length: STEPS * shape.hyperparameters.batchSize },
      (_, i) => all[i % all.length]!,
    ),
    learningRateFactors: Array.from({ length: STEPS }, () => 1),
    reportEverySteps: 1,
    checkpointEverySteps: 5,
  });
  return job;
}

async function weights(job: string): Promise<Float32Array> {
  const state = new TrainingState(shape, data.rowsByFeature);
  await readWeights(job, state);
  return Float32Array.from(state.weights.flatMap((array) => [...array]));
}

/** Kills every process that was started on the job at once: the trainer, or torchrun and its ranks. */
async function killAll(job: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return command.split('\0').includes(job) ? [Number(pid)] : [];
    }),
  );
  for (const pid of found.flat()) process.kill(pid, 'SIGKILL');
  return found.flat().length;
}

describe('a PyTorch trainer that is killed', () => {
  it.each([1, 2])(
    'goes on from its checkpoint to the weights of a quiet run, on %i ranks',
    async (ranks) => {
      const quiet = await writeJob('quiet');
      await runTorchJob(quiet, { python, ranks });

      const job = await writeJob('killed');
      let killing: Promise<number> | undefined;
      const run = runTorchJob(job, {
        ...{ python, ranks },
        onPoint: ({ step }) => {
          if (step >= 12) killing ??= killAll(job);
        },
      });
      await expect(run).rejects.toThrow(/ended with code/);
      expect(await killing).toBeGreaterThanOrEqual(ranks === 1 ? 1 : 3);

      const steps: number[] = [];
      await runTorchJob(job, { python, ranks, onPoint: ({ step }) => steps.push(step) });
      expect(steps[0]).toBeGreaterThan(10);
      expect(steps.at(-1)).toBe(STEPS);
      expect(await weights(job)).toEqual(await weights(quiet));
    },
  );
});
