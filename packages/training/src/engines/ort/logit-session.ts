import { encodeModel, exportModel, type Parameter } from '@placard/graph';
import * as ort from 'onnxruntime-node';
import type { SequenceShape, TrainingData } from '../../dataset/training-data.ts';
import { buildScoringGraph, type ModelShape } from '../../models/build-graph.ts';
import { BatchRows } from './batch-rows.ts';
import { type EmbeddingTables, gatherEmbeddings } from './embedding-tables.ts';
import { sequenceBatches } from './sequence-batch.ts';

const CHUNK = 4096;

/** The forward pass alone, with parameters as inputs: scores a model in mid-training or after. */
export class LogitSession {
  readonly #session: ort.InferenceSession;
  readonly #parameters: readonly Parameter[];
  readonly #sequences: readonly SequenceShape[];

  private constructor(
    session: ort.InferenceSession,
    parameters: readonly Parameter[],
    sequences: readonly SequenceShape[],
  ) {
    this.#session = session;
    this.#parameters = parameters;
    this.#sequences = sequences;
  }

  static async create(shape: ModelShape, threads: number): Promise<LogitSession> {
    const { graph, parameters } = buildScoringGraph(shape);
    return LogitSession.open(encodeModel(exportModel(graph)), parameters, shape, threads);
  }

  /** Over any model of the shape's inputs; `parameters` are those it takes besides. */
  static async open(
    model: Uint8Array,
    parameters: readonly Parameter[],
    shape: ModelShape,
    threads: number,
  ): Promise<LogitSession> {
    const session = await ort.InferenceSession.create(model, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    return new LogitSession(session, parameters, shape.sequences ?? []);
  }

  /** One logit per position, in order. */
  async run(
    parameters: ReadonlyMap<string, Float32Array>,
    embeddings: readonly EmbeddingTables[],
    data: TrainingData,
    positions: Uint32Array,
  ): Promise<Float32Array> {
    const logits = new Float32Array(positions.length);
    const rows = new BatchRows(data.rowsByFeature, CHUNK);
    const sequences = sequenceBatches(data, this.#sequences, embeddings, CHUNK);
    const feeds: Record<string, ort.Tensor> = {};
    for (const { tensor } of this.#parameters) {
      const values = parameters.get(tensor.name);
      if (!values) throw new Error(`no values for parameter ${tensor.name}`);
      feeds[tensor.name] = new ort.Tensor('float32', values, tensor.shape.map(Number));
    }
    for (let start = 0; start < positions.length; start += CHUNK) {
      const chunk = positions.subarray(start, start + CHUNK);
      const batch = rows.load(data, chunk);
      for (const embedding of embeddings) {
        const { spec, tables } = embedding;
        const width = tables.length * spec.dim;
        const values = new Float32Array(chunk.length * width);
        gatherEmbeddings(embedding, batch, chunk.length * tables.length, values);
        feeds[spec.input] = new ort.Tensor('float32', values, [chunk.length, width]);
      }
      for (const batch of sequences) {
        batch.load(chunk);
        const { input, mask, length } = batch.sequence.spec;
        const places = batch.count(chunk.length);
        const dim = batch.values.length / batch.mask.length;
        const values = batch.values.subarray(0, places * dim);
        feeds[input] = new ort.Tensor('float32', values, [chunk.length, length, dim]);
        feeds[mask] = new ort.Tensor('float32', batch.mask.subarray(0, places), [
          chunk.length,
          length,
        ]);
      }
      const { logit } = await this.#session.run(feeds);
      logits.set(logit?.data as Float32Array, start);
    }
    return logits;
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}
