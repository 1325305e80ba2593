import { encodeModel, exportModel, type Tensor } from '@placard/graph';
import * as ort from 'onnxruntime-node';
import { buildGradientGraph, type ModelShape } from '../../models/build-graph.ts';
import type { DenseParameters } from './dense-parameters.ts';

export interface Batch {
  /** Gathered embeddings by input, [size, width]. */
  readonly embeddings: ReadonlyMap<string, Float32Array>;
  readonly labels: Float32Array;
  readonly weights: Float32Array;
  /** Dropout masks by input, [size, width]. */
  readonly masks?: ReadonlyMap<string, Float32Array>;
  readonly size: number;
}

/** Forward and backward pass of a model as one onnxruntime session. */
export class GradientSession {
  readonly #session: ort.InferenceSession;
  readonly #widths: ReadonlyMap<string, number>;
  /** Width of each dropout mask the graph takes. */
  readonly masks: ReadonlyMap<string, number>;
  readonly #parameterFeeds: Record<string, ort.Tensor> = {};
  readonly #parameterFetches: Record<string, ort.Tensor> = {};

  private constructor(
    session: ort.InferenceSession,
    parameters: DenseParameters,
    widths: ReadonlyMap<string, number>,
    masks: ReadonlyMap<string, number>,
  ) {
    this.#session = session;
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
  ): Promise<GradientSession> {
    const { graph, embeddings, masks } = buildGradientGraph(shape);
    const session = await ort.InferenceSession.create(encodeModel(exportModel(graph)), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
    const widths = (tensors: readonly Tensor[]) =>
      new Map(tensors.map(({ name, shape: dims }) => [name, Number(dims[1])]));
    return new GradientSession(session, parameters, widths(embeddings), widths(masks));
  }

  /**
   * Mean log loss of a batch at the current parameters. Leaves the gradients in
   * the parameters' `gradients` and, by embedding input, in `gradients` [size, width].
   */
  async run(batch: Batch, gradients: ReadonlyMap<string, Float32Array>): Promise<number> {
    const feeds: Record<string, ort.Tensor> = {
      ...this.#parameterFeeds,
      labels: tensor(batch.labels, batch.size, 1),
      weights: tensor(batch.weights, batch.size, 1),
    };
    const loss = new Float32Array(1);
    const fetches: Record<string, ort.Tensor> = {
      ...this.#parameterFetches,
      loss: new ort.Tensor('float32', loss, []),
    };
    for (const [name, mask] of batch.masks ?? []) {
      feeds[name] = tensor(mask, batch.size, this.masks.get(name)!);
    }
    for (const [name, width] of this.#widths) {
      feeds[name] = tensor(required(batch.embeddings, name), batch.size, width);
      fetches[`d.${name}`] = tensor(required(gradients, name), batch.size, width);
    }
    await this.#session.run(feeds, fetches);
    return loss[0]!;
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

function tensor(data: Float32Array, size: number, width: number): ort.Tensor {
  return new ort.Tensor('float32', data.subarray(0, size * width), [size, width]);
}

function required(arrays: ReadonlyMap<string, Float32Array>, name: string): Float32Array {
  const array = arrays.get(name);
  if (!array) throw new Error(`no array for embedding input ${name}`);
  return array;
}
