import { encodeModel, exportModel } from '@placard/graph';
import * as ort from 'onnxruntime-node';
import { packSequences } from './pack-sequences.ts';
import { RowBatch } from './row-batch.ts';
import { buildServingGraph, type SequenceShape } from './sequence-graph.ts';

const ROWS_AT_A_TIME = 16;

/** The trained encoder, run over many histories at once, several to a row. */
export class ViewerEncoder {
  readonly #shape: SequenceShape;
  readonly #session: ort.InferenceSession;
  readonly #batch: RowBatch;
  readonly #history: Float32Array;

  private constructor(shape: SequenceShape, session: ort.InferenceSession) {
    const { dim, maxLength } = shape.settings;
    this.#shape = shape;
    this.#session = session;
    this.#batch = new RowBatch(ROWS_AT_A_TIME, maxLength, shape.encoder.task === 'masked');
    this.#history = new Float32Array(ROWS_AT_A_TIME * maxLength * dim);
  }

  static async create(shape: SequenceShape, threads: number): Promise<ViewerEncoder> {
    const session = await ort.InferenceSession.create(
      encodeModel(exportModel(buildServingGraph(shape).graph)),
      { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 },
    );
    return new ViewerEncoder(shape, session);
  }

  /** Viewer vectors [histories, D] after the last item of each; `parameters` are feeds by name. */
  async run(
    parameters: Readonly<Record<string, ort.Tensor>>,
    table: Float32Array,
    histories: readonly Int32Array[],
  ): Promise<Float32Array> {
    const { encoder, settings } = this.#shape;
    const { dim, maxLength } = settings;
    const extra = encoder.task === 'masked' ? 1 : 0;
    const lengths = histories.map((items) => Math.min(items.length, maxLength - extra) + extra);
    const rows = packSequences(lengths, [...histories.keys()], maxLength);
    const viewers = new Float32Array(histories.length * dim);
    for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) {
      const some = rows.slice(from, from + ROWS_AT_A_TIME);
      this.#batch.clear();
      some.forEach((segments, row) => {
        for (const segment of segments) {
          this.#batch.place(row, segment);
          const at = row * maxLength + segment.start;
          const known = segment.length - extra;
          const items = histories[segment.sequence]!;
          this.#batch.items.set(items.subarray(items.length - known), at);
          if (extra) this.#batch.masked[at + known] = 1;
        }
      });
      this.#batch.gather(table, dim, some.length, this.#history);
      const hidden = await this.#hidden(parameters, some.length);
      some.forEach((segments, row) => {
        for (const { length, sequence, start } of segments) {
          const at = (row * maxLength + start + length - 1) * dim;
          viewers.set(hidden.subarray(at, at + dim), sequence * dim);
        }
      });
    }
    return viewers;
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  async #hidden(
    parameters: Readonly<Record<string, ort.Tensor>>,
    rows: number,
  ): Promise<Float32Array> {
    const { encoder, settings } = this.#shape;
    const { dim, maxLength } = settings;
    const view = (data: Float32Array, ...dims: number[]) =>
      new ort.Tensor('float32', data.subarray(0, rows * maxLength * dims.at(-1)!), [rows, ...dims]);
    const results = await this.#session.run({
      ...parameters,
      history: view(this.#history, maxLength, dim),
      visible: view(this.#batch.visible, maxLength, maxLength),
      ...(encoder.task === 'masked' && { masked: view(this.#batch.masked, maxLength, 1) }),
    });
    return results.hidden!.data as Float32Array;
  }
}
