import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeModel, exportModel } from '@placard/graph';
import type { TrainingData } from '../../dataset/training-data.ts';
import { buildLossGraph, type ModelShape } from '../../models/build-graph.ts';
import type { TrainingState } from '../ort/training-state.ts';

export interface TorchJob {
  readonly shape: ModelShape;
  readonly data: TrainingData;
  /** Where training starts from. */
  readonly state: TrainingState;
  /** The rows of every step, batch after batch. */
  readonly positions: Uint32Array;
  /** One factor on the learning rates for each step. */
  readonly learningRateFactors: readonly number[];
  readonly threads: number;
  readonly device: 'cpu' | 'cuda';
}

/** Writes a job folder for infra/torch-trainer; its README describes the files. */
export async function writeTorchJob(folder: string, job: TorchJob): Promise<void> {
  const { shape, data, state } = job;
  const { batchSize, learningRate, embeddingLearningRate, l2 } = shape.hyperparameters;
  const spec = {
    formatVersion: 1,
    device: job.device,
    threads: job.threads,
    parameters: state.parameters.slots.map(({ name, dims }) => ({ name, dims })),
    embeddingInputs: state.embeddings.map(({ embedding }) => embedding.spec),
    rowsByFeature: data.rowsByFeature,
    batchSize,
    learningRate,
    embeddingLearningRate,
    l2,
    learningRateFactors: job.learningRateFactors,
  };
  const files: Record<string, Uint8Array> = {
    'graph.onnx': encodeModel(exportModel(buildLossGraph(shape).graph)),
    'job.json': Buffer.from(JSON.stringify(spec)),
    'initial.bin': Buffer.concat(state.weights.map(bytes)),
    'rows.bin': bytes(data.encoded.rows),
    'offsets.bin': bytes(data.encoded.offsets),
    'labels.bin': bytes(data.labels),
    'weights.bin': bytes(data.weights),
    'positions.bin': bytes(job.positions),
  };
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
  }
}

/** Node runs on little-endian machines only, which is the layout the files have. */
function bytes(array: Float32Array | Int32Array | Uint32Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
