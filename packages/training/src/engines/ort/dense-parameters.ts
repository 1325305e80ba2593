import type { Random } from '@placard/domain';
import type { Parameter } from '@placard/graph';
import { type AllocateFloats, privateFloats } from './float-memory.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;
/** How much of the way to a batch's statistics running ones go; all of it at the first, half at the second. */
const FOLLOW = 0.1;

interface Slot {
  readonly name: string;
  readonly dims: readonly number[];
  readonly initial: Parameter['initial'];
  readonly follows?: boolean;
  readonly start: number;
  readonly end: number;
}

export interface DenseArrays {
  readonly values: Float32Array;
  readonly gradients: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

function emptyArrays(size: number, allocate: AllocateFloats): DenseArrays {
  return {
    values: allocate(size),
    gradients: allocate(size),
    mean: allocate(size),
    variance: allocate(size),
  };
}

/** The graph's parameters side by side in one array, with Adam's state (arXiv:1412.6980). */
export class DenseParameters implements DenseArrays {
  readonly slots: readonly Slot[];
  readonly values: Float32Array;
  readonly gradients: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;

  constructor(
    parameters: readonly Parameter[],
    over: DenseArrays | AllocateFloats = privateFloats,
  ) {
    let size = 0;
    this.slots = parameters.map(({ tensor, initial, follows }) => {
      const dims = tensor.shape.map(Number);
      const start = size;
      size += dims.reduce((total, dimension) => total * dimension, 1);
      return { name: tensor.name, dims, initial, ...(follows && { follows }), start, end: size };
    });
    const arrays = typeof over === 'function' ? emptyArrays(size, over) : over;
    this.values = arrays.values;
    this.gradients = arrays.gradients;
    this.mean = arrays.mean;
    this.variance = arrays.variance;
  }

  initialise(random: Random): void {
    for (const { dims, initial, start, end } of this.slots) {
      const [out = 1, into = 1] = dims;
      const spread = Math.sqrt(6 / (out + into));
      for (let i = start; i < end; i++) {
        this.values[i] =
          initial === 'glorot-uniform' ? (2 * random() - 1) * spread : initial === 'ones' ? 1 : 0;
      }
    }
  }

  /**
   * One Adam step; `step` counts from 1. `l2` decays matrices, not biases. Of all values, those from
   * `from` to `to`. Those that follow batches go a part of the way instead.
   */
  update(
    step: number,
    options: { learningRate: number; l2: number },
    from = 0,
    to = this.values.length,
  ): void {
    const { values, gradients, mean, variance } = this;
    const correction = Math.sqrt(1 - BETA_2 ** step) / (1 - BETA_1 ** step);
    const rate = options.learningRate * correction;
    const epsilon = EPSILON * Math.sqrt(1 - BETA_2 ** step);
    const follow = Math.max(FOLLOW, 1 / step);
    for (const { dims, follows, start, end } of this.slots) {
      if (follows) {
        for (let i = Math.max(start, from); i < Math.min(end, to); i++) {
          values[i] = values[i]! - follow * gradients[i]!;
        }
        continue;
      }
      const l2 = dims.length > 1 ? options.l2 : 0;
      for (let i = Math.max(start, from); i < Math.min(end, to); i++) {
        const g = gradients[i]! + l2 * values[i]!;
        const m = BETA_1 * mean[i]! + (1 - BETA_1) * g;
        const v = BETA_2 * variance[i]! + (1 - BETA_2) * g * g;
        mean[i] = m;
        variance[i] = v;
        values[i] = values[i]! - (rate * m) / (Math.sqrt(v) + epsilon);
      }
    }
  }

  /** A copy of the values by parameter name. */
  byName(): Map<string, Float32Array> {
    return new Map(this.slots.map(({ name, start, end }) => [name, this.values.slice(start, end)]));
  }
}
