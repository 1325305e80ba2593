/**
 * `npm run bench -- training-throughput [runs] [steps]`: samples a second of the DCN-v2 reference (26 fields x 16, two
 * crosses, MLP 256-128-64, batch 4096) on the onnxruntime engine and, where there is PyTorch, on the torch trainer:
 * same graph, weights and batches, first step not timed; on one thread, and on two: threads there, ranks of torchrun
 * here. PYTHON names interpreters, separated by colons; without it, the one that a worker would take.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hyperparametersSchema } from '@placard/contracts';
import { seededRandom, systemClock } from '@placard/domain';
import {
  findTorchPython,
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
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(steps) || steps < 2) {
  throw new RangeError('training-throughput [runs, 1 or more] [steps, 2 or more]');
}

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
  let began: { atMs: number; cpu: NodeJS.CpuUsage } | undefined;
  let measured: Measured | undefined;
  await trainOnOrt({
    definition,
    hyperparameters,
    data,
    train: range(0, trainRows),
    validation: range(trainRows, trainRows + BATCH),
    seed: 1,
    threads,
    clock: systemClock,
    reportEverySteps: 1,
    onProgress: ({ step, validationLogLoss }) => {
      if (step === 1) began = { atMs: performance.now(), cpu: process.cpuUsage() };
      if (step < steps || validationLogLoss !== null) return;
      const samples = (steps - 1) * BATCH;
      const { user, system } = process.cpuUsage(began!.cpu);
      measured = {
        perSecond: (samples * 1000) / (performance.now() - began!.atMs),
        perCpuSecond: (samples * 1e6) / (user + system),
      };
    },
  });
  return measured!;
}

/** Several ranks of one thread each, as torchrun starts them: PyTorch's own threads do worse. */
async function torchRun(python: string, ranks: number): Promise<Measured> {
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
    versions.set(python, result.engine);
    return { perSecond: result.samplesPerSecond, perCpuSecond: result.samplesPerCpuSecond };
  } finally {
    await rm(folder, { recursive: true, force: true });
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
    engine.padEnd(18),
    `${threads} thread${threads > 1 ? 's' : ' '}`,
    `median ${format(median(rates))}`,
    `min ${format(Math.min(...rates))}`,
    `max ${format(Math.max(...rates))} samples/s`,
    `${format(median(measured.map(({ perCpuSecond }) => perCpuSecond)))} per CPU-second`,
  ].join('  ');
}

/** Interpreters with torch, and what each turned out to be once it ran. */
const pythons = process.env.PYTHON?.split(':') ?? (await installedPython());
const versions = new Map<string, string>();

async function installedPython(): Promise<string[]> {
  try {
    return [await findTorchPython()];
  } catch (error) {
    console.log(`torch: not measured, ${error instanceof Error ? error.message : error}`);
    return [];
  }
}

console.log(
  `DCN-v2, ${FIELDS} x 16, batch ${BATCH}, ${steps} steps, ${runs} runs, engines in turn`,
);
for (const threads of [1, 2]) {
  const ours: Measured[] = [];
  const theirs = new Map<string, Measured[]>(pythons.map((python) => [python, []]));
  // In turn, so that a slow minute of a shared machine touches all; first one, then another begins.
  for (let run = 0; run < runs; run++) {
    const turns = [
      async () => ours.push(await ortRun(threads)),
      ...pythons.map(
        (python) => async () => theirs.get(python)!.push(await torchRun(python, threads)),
      ),
    ];
    for (const turn of run % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  console.log(line('ort', threads, ours));
  for (const [python, measured] of theirs) {
    const peer = versions.get(python)!;
    console.log(line(peer, threads, measured));
    const ratio = (of: (measured: Measured) => number) =>
      median(ours.map((own, run) => of(own) / of(measured[run]!))).toFixed(3);
    console.log(
      `ort over ${peer} on ${threads}: ${ratio(({ perSecond }) => perSecond)} samples/s, ` +
        `${ratio(({ perCpuSecond }) => perCpuSecond)} per CPU-second (medians of ${runs} in turn)`,
    );
  }
}
