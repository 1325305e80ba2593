import { encodeModel, exportModel, Graph, gemm } from '@placard/graph';
import * as ort from 'onnxruntime-node';
import { type NextItemModel, requireHistories, type ViewerHistory } from './next-item-model.ts';
import {
  buildServingGraph,
  buildViewerTower,
  type SequenceShape,
  servedItemVectors,
} from './sequence-graph.ts';
import type { SequenceSettings } from './settings.ts';
import { ViewerEncoder } from './viewer-encoder.ts';

export interface ViewerTower {
  /**
   * ONNX: `history` [B, T, D], item vectors of the table that end at the last position, zeros before; `visible`
   * [B, T, T], 1 where a position may look at another; masked models also `masked` [B, T, 1]. Output
   * `viewer` [B, D].
   */
  readonly model: Uint8Array;
  /** Rows [V, D] to be gathered into `history`. */
  readonly inputVectors: Float32Array;
  /** Rows [V, D] whose dot products with `viewer` are the scores. */
  readonly itemVectors: Float32Array;
}

/** A trained encoder with its item table. */
export class SequenceModel implements NextItemModel {
  readonly itemCount: number;
  readonly #shape: SequenceShape;
  readonly #parameters: ReadonlyMap<string, Float32Array>;
  readonly #table: Float32Array;
  readonly #itemVectors: ort.Tensor;
  readonly #feeds: Readonly<Record<string, ort.Tensor>>;
  readonly #encoder: ViewerEncoder;
  readonly #products: ort.InferenceSession;

  private constructor(
    shape: SequenceShape,
    parameters: ReadonlyMap<string, Float32Array>,
    table: Float32Array,
    encoder: ViewerEncoder,
    products: ort.InferenceSession,
  ) {
    const { itemCount, settings } = shape;
    this.itemCount = itemCount;
    this.#shape = shape;
    this.#parameters = parameters;
    this.#table = table;
    this.#encoder = encoder;
    this.#products = products;
    const vectors = servedItemVectors(settings, table);
    this.#itemVectors = new ort.Tensor('float32', vectors, [itemCount, settings.dim]);
    this.#feeds = Object.fromEntries(
      buildServingGraph(shape).parameters.map(({ tensor }) => [
        tensor.name,
        new ort.Tensor('float32', this.parameter(tensor.name), tensor.shape.map(Number)),
      ]),
    );
  }

  static async create(
    shape: SequenceShape,
    parameters: ReadonlyMap<string, Float32Array>,
    table: Float32Array,
    threads: number,
  ): Promise<SequenceModel> {
    const graph = new Graph();
    const viewers = graph.input('viewers', ['N', shape.settings.dim]);
    const items = graph.input('items', [shape.itemCount, shape.settings.dim]);
    graph.output('scores', gemm(viewers, items, { transposeB: true }));
    const products = await ort.InferenceSession.create(encodeModel(exportModel(graph)), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    const encoder = await ViewerEncoder.create(shape, threads);
    return new SequenceModel(shape, parameters, table, encoder, products);
  }

  /** Viewer vectors [histories, D]; their dot products with the item vectors are the scores. */
  viewerVectors(histories: readonly ViewerHistory[]): Promise<Float32Array> {
    requireHistories(histories, this.itemCount);
    return this.#encoder.run(
      this.#feeds,
      this.#table,
      histories.map(({ items }) => items),
    );
  }

  async scores(histories: readonly ViewerHistory[]): Promise<Float32Array> {
    const viewers = await this.viewerVectors(histories);
    const { dim } = this.#shape.settings;
    const { scores } = await this.#products.run({
      viewers: new ort.Tensor('float32', viewers, [histories.length, dim]),
      items: this.#itemVectors,
    });
    return scores!.data as Float32Array;
  }

  viewerTower(): ViewerTower {
    const { graph } = buildViewerTower(this.#shape);
    return {
      model: encodeModel(exportModel(graph, { parameters: this.#parameters })),
      inputVectors: this.#table.slice(),
      itemVectors: (this.#itemVectors.data as Float32Array).slice(),
    };
  }

  async release(): Promise<void> {
    await this.#encoder.release();
    await this.#products.release();
  }

  get settings(): SequenceSettings {
    return this.#shape.settings;
  }

  /** Trained values of the encoder by name, as its graph names them. Throws for an unknown name. */
  parameter(name: string): Float32Array {
    const values = this.#parameters.get(name);
    if (!values) throw new Error(`no values for parameter ${name}`);
    return values;
  }
}
