import { createHash } from 'node:crypto';
import { type Random, seededRandom } from '@placard/domain';
import { Graph } from '@placard/graph';
import type { SequenceEncoder } from './encoders/sequence-encoder.ts';
import { evaluateNextItem } from './evaluate-next-item.ts';
import type { NextItemCase } from './hold-out-last.ts';
import { packSequences } from './pack-sequences.ts';
import { loadRun, type RunProgress, saveRun } from './run-checkpoint.ts';
import { ITEM_TABLE, type SequenceShape } from './sequence-graph.ts';
import { SequenceModel } from './sequence-model.ts';
import { SequenceStep } from './sequence-step.ts';
import type { SequenceSettings } from './settings.ts';

const WARM_UP_STEPS = 100;

export interface FitSequenceOptions {
  readonly encoder: SequenceEncoder;
  readonly settings: SequenceSettings;
  readonly itemCount: number;
  /** Items of each viewer in time order, without what is to be judged on. */
  readonly sequences: readonly Int32Array[];
  /** nDCG@10 on these says when the learning rate begins to fall, and which epoch is kept. */
  readonly validation: readonly NextItemCase[];
  readonly seed: number;
  readonly threads: number;
  /** File to continue from and to write to after each epoch. */
  readonly checkpoint?: string;
  /** Asked after each epoch: true ends this call, to be continued from the checkpoint. */
  readonly pause?: () => boolean;
  readonly onEpoch?: (progress: RunProgress) => void;
}

export interface FittedSequenceModel {
  readonly model: SequenceModel;
  /** False when paused before its time; the model is the best so far. */
  readonly finished: boolean;
  readonly progress: RunProgress;
}

/**
 * Trains a sequence model with onnxruntime. The same options give the same bits, with or without pauses.
 * Throws RangeError when no sequence has two items.
 */
export async function fitSequenceModel(options: FitSequenceOptions): Promise<FittedSequenceModel> {
  const { encoder, settings, itemCount, sequences, threads } = options;
  const shape: SequenceShape = { encoder, settings, itemCount };
  const fed = encoder.task === 'next' ? 1 : 0;
  const lengths = sequences.map(({ length }) => (length < 2 ? 0 : length - fed));
  if (!lengths.some((length) => length > 0)) throw new RangeError('no sequence has two items');
  const tensor = new Graph().parameter(ITEM_TABLE, [itemCount, settings.dim], 'glorot-uniform');
  const table = { tensor, initial: 'glorot-uniform' } as const;
  const step = await SequenceStep.create(shape, table, logFrequencies(options), threads);
  const { parameters } = step;
  const best = parameters.values.slice();
  const arrays = [parameters.values, parameters.mean, parameters.variance, best];
  const print = fingerprint(options);
  let progress: RunProgress | null = null;
  if (options.checkpoint) progress = await loadRun(options.checkpoint, print, arrays);
  if (!progress) {
    parameters.initialise(seededRandom(options.seed));
    best.set(parameters.values);
    progress = {
      ...{ epoch: 0, step: 0, bestEpoch: 0, bestValidation: 0, lastEpoch: settings.epochs },
      ...{ finished: false, cpuSeconds: 0, curve: [] },
    };
  }
  const modelOf = (values: Float32Array) =>
    SequenceModel.create(
      shape,
      new Map(parameters.slots.map(({ name, start, end }) => [name, values.slice(start, end)])),
      values.slice(0, itemCount * settings.dim),
      threads,
    );
  try {
    while (!progress.finished) {
      const cpu = process.cpuUsage();
      const random = seededRandom((options.seed + Math.imul(progress.epoch + 1, 0x9e3779b1)) | 0);
      const rows = packSequences(lengths, shuffled(lengths.length, random), settings.maxLength);
      shuffle(rows, random);
      let lossSum = 0;
      let batches = 0;
      for (let from = 0; from < rows.length; from += settings.rowsPerBatch) {
        progress.step++;
        batches++;
        const rate = learningRateAt(progress, (from + 1) / rows.length, settings);
        const some = rows.slice(from, from + settings.rowsPerBatch);
        lossSum += await step.run(some, sequences, progress.step, rate, random);
      }
      progress.epoch++;
      const model = await modelOf(parameters.values);
      const validation = (await evaluateNextItem(model, options.validation)).ndcg[10];
      await model.release();
      if (validation > progress.bestValidation) {
        progress.bestValidation = validation;
        progress.bestEpoch = progress.epoch;
        best.set(parameters.values);
      }
      planEnd(progress, settings);
      progress.curve.push({ loss: lossSum / batches, validation });
      const { user, system } = process.cpuUsage(cpu);
      progress.cpuSeconds += (user + system) / 1e6;
      if (options.checkpoint) await saveRun(options.checkpoint, print, progress, arrays);
      options.onEpoch?.(progress);
      if (options.pause?.()) break;
    }
    return { model: await modelOf(best), finished: progress.finished, progress };
  } finally {
    await step.release();
  }
}

/** Up over the first steps, level, then down to zero over the last epochs (arXiv:2405.18392). */
function learningRateAt(
  { epoch, lastEpoch, step }: RunProgress,
  shareOfEpoch: number,
  { decayEpochs, learningRate }: SequenceSettings,
): number {
  const left = (lastEpoch - epoch - shareOfEpoch) / decayEpochs;
  return learningRate * Math.min(1, step / WARM_UP_STEPS, left);
}

/** Once validation has stopped rising, what is left is the fall of the learning rate. */
function planEnd(progress: RunProgress, settings: SequenceSettings): void {
  const { bestEpoch, epoch, lastEpoch } = progress;
  if (epoch - bestEpoch >= settings.patienceEpochs) {
    progress.lastEpoch = Math.min(lastEpoch, epoch + settings.decayEpochs);
  }
  progress.finished = epoch >= progress.lastEpoch;
}

/** log of the share of each item among the targets; an item never seen counts as seen once. */
function logFrequencies({ sequences, itemCount }: FitSequenceOptions): Float64Array {
  const counts = new Float64Array(itemCount);
  let total = 0;
  for (const sequence of sequences) {
    for (const item of sequence) {
      if (!(item >= 0 && item < itemCount)) {
        throw new RangeError(`item ${item} is outside 0..${itemCount - 1}`);
      }
      counts[item] = counts[item]! + 1;
      total++;
    }
  }
  return counts.map((count) => Math.log(Math.max(count, 1) / total));
}

function shuffled(count: number, random: Random): number[] {
  return shuffle([...Array(count).keys()], random);
}

function shuffle<T>(list: T[], random: Random): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

function fingerprint(options: FitSequenceOptions): string {
  const { encoder, itemCount, seed, sequences, settings, threads, validation } = options;
  const hash = createHash('sha256');
  hash.update(JSON.stringify([encoder.kind, settings, itemCount, seed, threads]));
  for (const sequence of sequences) hash.update(`${sequence};`);
  for (const { history, target } of validation) hash.update(`${history.items}>${target};`);
  return hash.digest('hex');
}
