/**
 * Samples a second of the DCN-v2 reference (26 fields x 16, two crosses, MLP 256-128-64, batch 4096) on the
 * onnxruntime engine and, where `python3` has torch, on the torch trainer: same graph, weights and batches;
 * on one thread, and on two: threads there, ranks of torchrun here.
 * `tsx src/training-throughput.ts [runs] [steps]`; PYTHON names another interpreter.
 */

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hyperparametersSchema } from '@placard/contracts';
import { seededRandom, systemClock } from '@placard/domain';
import {
  modelDefinition,
  range,
  runTorchJob,
  type TrainingData,
  TrainingState,
  trainOnOrt,
  writeTorchJob,
} from '@placard/training';

const FIELDS = 26;
const BATCH = 4096;
const runs = Number(process.argv[2] ?? 3);
const steps = Number(process.argv[3] ?? 30);
const python = process.env.PYTHON ?? '/usr/bin/python3';

const hyperparameters = hyperparametersSchema.parse({
  embeddingDim: 16,
  hidden: [256, 128, 64],
  crossLayers: 2,
  batchSize: BATCH,
  epochs: 1,
});
const definition = modelDefinition('dcn-v2');

/** Tables from 10 to 100,000 rows, evenly spaced in logarithm; values crowd at the low end. */
function referenceData(count: number): TrainingData {
  const random = seededRandom(1);
  const rowsByFeature = Array.from({ length: FIELDS }, (_, f) =>
    Math.round(10 * 10_000 ** (f / (FIELDS - 1))),
  );
  const cells = count * FIELDS;
  return {
    count,
    rowsByFeature,
    encoded: {
      rows: Int32Array.from({ length: cells }, (_, cell) =>
        Math.floor(rowsByFeature[cell % FIELDS]! * random() ** 3),
      ),
      offsets: Int32Array.from({ length: cells + 1 }, (_, cell) => cell),
    },
    labels: Float32Array.from({ length: count }, () => (random() < 0.25 ? 1 : 0)),
    weights: new Float32Array(count).fill(1),
  };
}

const trainRows = BATCH * steps;
const data = referenceData(trainRows + BATCH);

interface Measured {
  readonly perSecond: number;
  /** Of CPU time over all threads: what is left of a comparison on a busy machine. */
  readonly perCpuSecond: number;
}

async function ortRun(threads: number): Promise<Measured> {
  const rates: number[] = [];
  let cpu = process.cpuUsage();
  const cpuRates: number[] = [];
  await trainOnOrt({
    definition,
    hyperparameters,
    data,
    train: range(0, trainRows),
    validation: range(trainRows, trainRows + BATCH),
    seed: 1,
    threads,
    clock: systemClock,
    reportEverySteps: 10,
    onProgress: ({ validationLogLoss, samplesPerSecond }) => {
      const { user, system } = process.cpuUsage(cpu);
      cpu = process.cpuUsage();
      if (validationLogLoss !== null) return;
      rates.push(samplesPerSecond);
      cpuRates.push((10 * BATCH * 1e6) / (user + system));
    },
  });
  // The first interval also builds the session.
  return { perSecond: median(rates.slice(1)), perCpuSecond: median(cpuRates.slice(1)) };
}

/** Several ranks of one thread each, as torchrun starts them: PyTorch's own threads do worse. */
async function torchRun(ranks: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'placard-bench-torch-'));
  try {
    const shape = { definition, hyperparameters, featureCount: FIELDS };
    const state = new TrainingState(shape, data.rowsByFeature);
    state.initialise(1);
    await writeTorchJob(folder, {
      shape,
      data,
      state,
      positions: range(0, trainRows),
      learningRateFactors: Array.from({ length: steps }, () => 1),
      threads: 1,
      device: 'cpu',
    });
    const result = await runTorchJob(folder, { python, ranks });
    return {
      perSecond: result.samplesPerSecond,
      perCpuSecond: trainRows / result.cpuSeconds,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function hasTorch(): boolean {
  try {
    execFileSync(python, ['-c', 'import torch, onnx'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

function line(engine: string, threads: number, measured: readonly Measured[]): string {
  const rates = measured.map(({ perSecond }) => perSecond);
  const format = (rate: number) => Math.round(rate).toLocaleString('en-US').padStart(7);
  return [
    engine.padEnd(8),
    `${threads} thread${threads > 1 ? 's' : ' '}`,
    `median ${format(median(rates))}`,
    `min ${format(Math.min(...rates))}`,
    `max ${format(Math.max(...rates))} samples/s`,
    `${format(median(measured.map(({ perCpuSecond }) => perCpuSecond)))} per CPU-second`,
  ].join('  ');
}

console.log(
  `DCN-v2, ${FIELDS} x 16, batch ${BATCH}, ${steps} steps, ${runs} runs, engines in turn`,
);
const hasPeer = hasTorch();
if (!hasPeer) console.log(`torch: not measured, ${python} has no torch and onnx`);
for (const threads of [1, 2]) {
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  // In turn, so that a slow minute of a shared machine touches both; first one, then the other begins.
  for (let run = 0; run < runs; run++) {
    const turns = [
      async () => ours.push(await ortRun(threads)),
      ...(hasPeer ? [async () => theirs.push(await torchRun(threads))] : []),
    ];
    for (const turn of run % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  console.log(line('ort', threads, ours));
  if (!hasPeer) continue;
  console.log(line('torch', threads, theirs));
  const ratio = (of: (measured: Measured) => number) =>
    median(ours.map((measured, run) => of(measured) / of(theirs[run]!))).toFixed(3);
  console.log(
    `ort over torch on ${threads}: ${ratio(({ perSecond }) => perSecond)} samples/s, ` +
      `${ratio(({ perCpuSecond }) => perCpuSecond)} per CPU-second (medians of ${runs} pairs)`,
  );
}
