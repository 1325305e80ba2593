import { encodeModel, exportModel, type Tensor } from '@placard/graph';
import * as ort from 'onnxruntime-node';
import type { SequenceShape } from '../../dataset/training-data.ts';
import { buildGradientGraph, type ModelShape } from '../../models/build-graph.ts';
import type { DenseParameters } from './dense-parameters.ts';
import type { SequenceBatch } from './sequence-batch.ts';

/** Rows that a pass takes at once: beyond, activations leave the cache and products slow by a tenth. */
const SLICE_ROWS = 1024;

export interface Batch {
  /** Gathered embeddings by input, [size, width]. */
  readonly embeddings: ReadonlyMap<string, Float32Array>;
  readonly labels: Float32Array;
  readonly weights: Float32Array;
  /** Dropout masks by input, [size, width]. */
  readonly masks?: ReadonlyMap<string, Float32Array>;
  /** Loaded; their gradients are written in place. */
  readonly sequences?: readonly SequenceBatch[];
  readonly size: number;
  /** Sum of weights of the batch that these rows are a part of; of the rows themselves when absent. */
  readonly totalWeight?: number;
}

/** The runtime's execution providers that train: the processor, or what a build of it brings. */
export type Device = 'cpu' | 'cuda' | 'webgpu';

/** Forward and backward pass of a model as one onnxruntime session. */
export class GradientSession {
  readonly #session: ort.InferenceSession;
  readonly #parameters: DenseParameters;
  /** Gradients of the parameters over the slices of a batch. */
  readonly #sum: Float32Array;
  readonly #widths: ReadonlyMap<string, number>;
  /** Width of each dropout mask the graph takes. */
  readonly masks: ReadonlyMap<string, number>;
  /** The sequences the graph takes. */
  readonly sequences: readonly SequenceShape[];
  readonly #parameterFeeds: Record<string, ort.Tensor> = {};
  readonly #parameterFetches: Record<string, ort.Tensor> = {};

  private constructor(
    session: ort.InferenceSession,
    parameters: DenseParameters,
    widths: ReadonlyMap<string, number>,
    masks: ReadonlyMap<string, number>,
    sequences: readonly SequenceShape[],
  ) {
    this.#session = session;
    this.#parameters = parameters;
    this.#sum = new Float32Array(parameters.gradients.length);
    this.sequences = sequences;
    this.masks = masks;
    this.#widths = widths;
    // The runtime reads values and writes gradients in place: no copy of the dense part is made.
    for (const { name, dims, start, end } of parameters.slots) {
      const view = (array: Float32Array) =>
        new ort.Tensor('float32', array.subarray(start, end), dims);
      this.#parameterFeeds[name] = view(parameters.values);
      this.#parameterFetches[`d.${name}`] = view(parameters.gradients);
    }
  }

  /** A session over parameters that someone else owns: it reads their values and writes their gradients. */
  static async create(
    shape: ModelShape,
    parameters: DenseParameters,
    threads: number,
    device: Device = 'cpu',
  ): Promise<GradientSession> {
    const { graph, embeddings, masks } = buildGradientGraph(shape);
    const session = await ort.InferenceSession.create(encodeModel(exportModel(graph)), {
      executionProviders: [device],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
    const widths = (tensors: readonly Tensor[]) =>
      new Map(tensors.map(({ name, shape: dims }) => [name, Number(dims[1])]));
    return new GradientSession(
      session,
      parameters,
      widths(embeddings),
      widths(masks),
      shape.sequences ?? [],
    );
  }

  /**
   * Log loss of a batch at the current parameters, by weight: its mean, or its part of the mean of the
   * batch it belongs to. Leaves the gradients in the parameters' `gradients`, in the sequences and, by
   * embedding input, in `gradients` [size, width].
   */
  async run(batch: Batch, gradients: ReadonlyMap<string, Float32Array>): Promise<number> {
    const { size, weights, totalWeight = total(weights, 0, size) } = batch;
    if (size <= SLICE_ROWS) {
      return this.#runSlice(batch, gradients, 0, size, total(weights, 0, size) / totalWeight);
    }
    let loss = 0;
    const { gradients: own } = this.#parameters;
    for (let start = 0; start < size; start += SLICE_ROWS) {
      const end = Math.min(start + SLICE_ROWS, size);
      const share = total(weights, start, end) / totalWeight;
      loss += await this.#runSlice(batch, gradients, start, end, share);
      if (start === 0) this.#sum.set(own);
      else if (end < size) add(this.#sum, own);
      else add(own, this.#sum);
    }
    return loss;
  }

  async #runSlice(
    batch: Batch,
    gradients: ReadonlyMap<string, Float32Array>,
    start: number,
    end: number,
    share: number,
  ): Promise<number> {
    const slice = (array: Float32Array, width: number) =>
      new ort.Tensor('float32', array.subarray(start * width, end * width), [end - start, width]);
    const feeds: Record<string, ort.Tensor> = {
      ...this.#parameterFeeds,
      labels: slice(batch.labels, 1),
      weights: slice(batch.weights, 1),
      share: new ort.Tensor('float32', Float32Array.of(share), []),
    };
    const loss = new Float32Array(1);
    const fetches: Record<string, ort.Tensor> = {
      ...this.#parameterFetches,
      loss: new ort.Tensor('float32', loss, []),
    };
    for (const [name, mask] of batch.masks ?? []) {
      feeds[name] = slice(mask, this.masks.get(name)!);
    }
    for (const { sequence, values, mask, gradient } of batch.sequences ?? []) {
      const { spec } = sequence;
      const dims = [end - start, spec.length, values.length / mask.length];
      const part = (array: Float32Array) =>
        new ort.Tensor('float32', slice(array, spec.length * dims[2]!).data as Float32Array, dims);
      feeds[spec.input] = part(values);
      feeds[spec.mask] = slice(mask, spec.length);
      fetches[`d.${spec.input}`] = part(gradient);
    }
    for (const [name, width] of this.#widths) {
      feeds[name] = slice(required(batch.embeddings, name), width);
      fetches[`d.${name}`] = slice(required(gradients, name), width);
    }
    await this.#session.run(feeds, fetches);
    return loss[0]!;
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

function total(values: Float32Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i]!;
  return sum;
}

function add(sum: Float32Array, term: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + term[i]!;
}

function required(arrays: ReadonlyMap<string, Float32Array>, name: string): Float32Array {
  const array = arrays.get(name);
  if (!array) throw new Error(`no array for embedding input ${name}`);
  return array;
}
