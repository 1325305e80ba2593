import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeModel, exportModel } from '@placard/graph';
import type { TrainingData } from '../../dataset/training-data.ts';
import { buildLossGraph, type ModelShape } from '../../models/build-graph.ts';
import { PLATEAU_FACTOR, STEP_DOWN_FACTOR } from '../ort/learning-rate.ts';
import type { TrainingState } from '../ort/training-state.ts';

export interface TorchJob {
  readonly shape: ModelShape;
  readonly data: TrainingData;
  /** Where training starts from. */
  readonly state: TrainingState;
  /** The rows of every step, batch after batch and epoch after epoch. */
  readonly positions: Uint32Array;
  /** One factor on the learning rates for each step. */
  readonly learningRateFactors: readonly number[];
  /** Of each rank. */
  readonly threads: number;
  readonly device: 'cpu' | 'cuda';
  readonly epochs?: number;
  /** Whether each epoch improved in the run that this one repeats. */
  readonly improvements?: readonly boolean[];
  /** Keeps the weights of the best epoch; those of the last when absent. */
  readonly validation?: Uint32Array;
  readonly seed?: number;
  readonly reportEverySteps?: number;
  readonly checkpointEverySteps?: number;
}

/** Writes a job folder for infra/torch-trainer; its README describes the files. */
export async function writeTorchJob(folder: string, job: TorchJob): Promise<void> {
  const { shape, data, state, epochs = 1 } = job;
  const { graph, masks } = buildLossGraph(shape);
  const sequences = (shape.sequences ?? []).map(({ spec: { input } }) => {
    const sequence = data.sequences?.find(({ spec }) => spec.input === input);
    if (!sequence) throw new Error(`the rows have no sequence ${input}`);
    return sequence;
  });
  const { batchSize, learningRate, embeddingLearningRate, l2, embeddingL2 } = shape.hyperparameters;
  const { dropout, embeddingOptimiser, patienceEpochs, schedule } = shape.hyperparameters;
  const spec = {
    formatVersion: 3,
    device: job.device,
    threads: job.threads,
    seed: job.seed ?? 0,
    parameters: state.parameters.slots.map(({ name, dims, follows }) => ({
      name,
      dims,
      follows: follows ?? false,
    })),
    embeddingInputs: state.embeddings.map(({ embedding }) => embedding.spec),
    sequences: sequences.map(({ spec: { input, mask, embedding, length }, tableIndex }) => ({
      input,
      mask,
      embedding,
      length,
      tableIndex,
    })),
    masks: masks.map(({ name, shape: dims }) => ({ name, width: Number(dims[1]) })),
    rowsByFeature: data.rowsByFeature,
    batchSize,
    epochs,
    patienceEpochs,
    improvements: job.improvements ?? [],
    learningRate,
    embeddingLearningRate,
    embeddingOptimiser,
    l2,
    embeddingL2: embeddingL2 ?? l2,
    dropout,
    plateauFactor: schedule === 'plateau' ? PLATEAU_FACTOR : 1,
    stepDownFactor: schedule === 'step-down' ? STEP_DOWN_FACTOR : 1,
    learningRateFactors: job.learningRateFactors,
    reportEverySteps: job.reportEverySteps ?? 50,
    checkpointEverySteps: job.checkpointEverySteps ?? 500,
  };
  const files: Record<string, Uint8Array> = {
    'graph.onnx': encodeModel(exportModel(graph)),
    'judging.onnx': encodeModel(exportModel(buildLossGraph(shape, false).graph)),
    'initial.bin': Buffer.concat(state.weights.map(bytes)),
    'rows.bin': bytes(data.encoded.rows),
    'offsets.bin': bytes(data.encoded.offsets),
    'labels.bin': bytes(data.labels),
    'weights.bin': bytes(data.weights),
    'positions.bin': bytes(job.positions),
    'validation.bin': bytes(job.validation ?? new Uint32Array(0)),
  };
  sequences.forEach(({ rows }, index) => {
    files[`sequence-${index}.bin`] = bytes(rows);
  });
  // A checkpoint goes on only with the very same job.
  const hash = createHash('sha256').update(JSON.stringify(spec));
  for (const content of Object.values(files)) hash.update(content);
  files['job.json'] = Buffer.from(JSON.stringify({ ...spec, fingerprint: hash.digest('hex') }));
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
  }
}

/** Node runs on little-endian machines only, which is the layout the files have. */
function bytes(array: Float32Array | Int32Array | Uint32Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
