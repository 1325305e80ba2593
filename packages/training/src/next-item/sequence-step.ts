import type { Random } from '@placard/domain';
import { encodeModel, exportModel, type Parameter } from '@placard/graph';
import * as ort from 'onnxruntime-node';
import { DenseParameters } from '../engines/ort/dense-parameters.ts';
import { fillDropout } from './dropout-masks.ts';
import type { Segment } from './pack-sequences.ts';
import {
  buildTrainingGraph,
  type DropoutInput,
  ITEM_TABLE,
  type SequenceShape,
} from './sequence-graph.ts';
import { TrainingBatch } from './training-batch.ts';

const UNSEEN = -1e9;

/** Forward pass, backward pass and Adam over a batch of packed rows. */
export class SequenceStep {
  readonly parameters: DenseParameters;
  readonly #shape: SequenceShape;
  readonly #session: ort.InferenceSession;
  readonly #batch: TrainingBatch;
  readonly #dropouts: readonly (DropoutInput & { readonly mask: Float32Array })[];
  readonly #logQ: Float64Array;
  readonly #arrays = new Map<string, Float32Array>();

  private constructor(
    shape: SequenceShape,
    session: ort.InferenceSession,
    parameters: readonly Parameter[],
    dropouts: readonly DropoutInput[],
    logQ: Float64Array,
  ) {
    this.#shape = shape;
    this.#session = session;
    this.parameters = new DenseParameters(parameters);
    this.#batch = new TrainingBatch(shape);
    this.#dropouts = dropouts.map((input) => ({
      ...input,
      mask: new Float32Array(input.dims.reduce((n, size) => n * size, shape.settings.rowsPerBatch)),
    }));
    this.#logQ = logQ;
  }

  /** `logQ`: logarithm of how often each item is a target, for the correction of in-batch softmax. */
  static async create(
    shape: SequenceShape,
    table: Parameter,
    logQ: Float64Array,
    threads: number,
  ): Promise<SequenceStep> {
    const { graph, parameters, dropouts } = buildTrainingGraph(shape);
    const session = await ort.InferenceSession.create(encodeModel(exportModel(graph)), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    return new SequenceStep(shape, session, [table, ...parameters], dropouts, logQ);
  }

  get table(): Float32Array {
    return this.parameters.values.subarray(0, this.#tableSize);
  }

  /** Mean loss before the update; `step` counts from 1. */
  async run(
    rows: readonly (readonly Segment[])[],
    sequences: readonly Int32Array[],
    step: number,
    learningRate: number,
    random: Random,
  ): Promise<number> {
    const { settings, encoder } = this.#shape;
    const { dim, dropout, maxLength } = settings;
    const batch = this.#batch;
    batch.load(rows, sequences, random);
    const count = rows.length * batch.perRow;
    const history = this.#array('history', rows.length * maxLength * dim);
    const target = this.#array('target', count * dim);
    batch.rows.gather(this.table, dim, rows.length, history);
    this.#gatherTargets(count, target);
    const feeds: Record<string, ort.Tensor> = {
      history: tensor(history, rows.length, maxLength, dim),
      visible: tensor(batch.rows.visible, rows.length, maxLength, maxLength),
      target: tensor(target, count, dim),
      weights: tensor(batch.weights, count),
    };
    if (encoder.task === 'masked') {
      feeds.masked = tensor(batch.rows.masked, rows.length, maxLength, 1);
      feeds.pick = tensor(batch.pick, rows.length, batch.perRow, maxLength);
    }
    if (encoder.against === 'batch') {
      feeds.bias = tensor(this.#inBatchBias(count), count, count);
      feeds['own-bias'] = tensor(this.#array('own-bias', count), count);
    }
    for (const { name, dims, mask } of this.#dropouts) {
      const size = dims.reduce((n, one) => n * one, rows.length);
      fillDropout(mask, size, dropout, Math.floor(random() * 2 ** 32));
      feeds[name] = tensor(mask, rows.length, ...dims);
    }
    const loss = new Float32Array(1);
    const dHistory = this.#array('d.history', history.length);
    const dTarget = this.#array('d.target', target.length);
    const fetches: Record<string, ort.Tensor> = {
      loss: new ort.Tensor('float32', loss, []),
      'd.history': tensor(dHistory, rows.length, maxLength, dim),
      'd.target': tensor(dTarget, count, dim),
    };
    const { values, gradients, slots } = this.parameters;
    for (const { name, dims, start, end } of slots) {
      if (name === ITEM_TABLE && encoder.against === 'batch') continue;
      feeds[name] = new ort.Tensor('float32', values.subarray(start, end), dims);
      fetches[`d.${name}`] = new ort.Tensor('float32', gradients.subarray(start, end), dims);
    }
    await this.#session.run(feeds, fetches);
    if (!Number.isFinite(loss[0]!)) throw new Error(`the loss became ${loss[0]} at step ${step}`);
    if (encoder.against === 'batch') gradients.fill(0, 0, this.#tableSize);
    scatter(gradients, dim, batch.rows.items, rows.length * maxLength, dHistory);
    scatter(gradients, dim, batch.targets, count, dTarget);
    this.parameters.update(step, { learningRate, l2: 0 });
    return loss[0]!;
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  get #tableSize(): number {
    return this.#shape.itemCount * this.#shape.settings.dim;
  }

  #array(name: string, size: number): Float32Array {
    let array = this.#arrays.get(name);
    if (!array || array.length < size) {
      array = new Float32Array(size);
      this.#arrays.set(name, array);
    }
    return array.subarray(0, size);
  }

  #gatherTargets(count: number, into: Float32Array): void {
    const { dim } = this.#shape.settings;
    for (let i = 0; i < count; i++) {
      const item = this.#batch.targets[i]!;
      if (item < 0) into.fill(0, i * dim, (i + 1) * dim);
      else into.set(this.table.subarray(item * dim, (item + 1) * dim), i * dim);
    }
  }

  /** -log Q of each column's item; a column without a target, or with the row's own item again, is out. */
  #inBatchBias(count: number): Float32Array {
    const bias = this.#array('bias', count * count);
    const own = this.#array('own-bias', count);
    const { targets } = this.#batch;
    for (let column = 0; column < count; column++) {
      const item = targets[column]!;
      own[column] = item < 0 ? UNSEEN : -this.#logQ[item]!;
    }
    for (let row = 0; row < count; row++) {
      bias.set(own, row * count);
      const item = targets[row]!;
      for (let column = 0; item >= 0 && column < count; column++) {
        if (column !== row && targets[column] === item) bias[row * count + column] = UNSEEN;
      }
    }
    for (let i = 0; i < count; i++) if (own[i] === UNSEEN) own[i] = 0;
    return bias;
  }
}

function scatter(
  into: Float32Array,
  dim: number,
  items: Int32Array,
  count: number,
  rows: Float32Array,
): void {
  for (let i = 0; i < count; i++) {
    const item = items[i]!;
    if (item < 0) continue;
    const [to, from] = [item * dim, i * dim];
    for (let k = 0; k < dim; k++) into[to + k] = into[to + k]! + rows[from + k]!;
  }
}

function tensor(data: Float32Array, ...dims: number[]): ort.Tensor {
  const size = dims.reduce((total, one) => total * one, 1);
  return new ort.Tensor('float32', data.subarray(0, size), dims);
}
