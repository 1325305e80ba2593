import {
  add,
  type Graph,
  gemm,
  linear,
  multiply,
  repeatRows,
  slice,
  subtract,
  type Tensor,
} from '@placard/graph';
import type { Sequence } from './model-definition.ts';
import { placeOf } from './sequence-layers.ts';

/** What a recurrent cell remembers, each [V, width]; the first is its answer. */
export type Memory = readonly Tensor[];

/** One step of a recurrent network: an input [V, in] and a memory make the next memory. */
export interface Cell {
  readonly width: number;
  /** How many tensors it remembers. */
  readonly tensors: number;
  readonly step: (input: Tensor, memory: Memory) => Memory;
}

/**
 * Reads x [V, T, in] from its oldest value (the last) to its newest and returns the answer [V, width] then. The
 * memory starts as zeros, and a place that the mask [V, T] does not have leaves it as it is.
 */
export function unroll(x: Tensor, mask: Tensor, { width, tensors, step }: Cell): Tensor {
  const zeros = Array.from({ length: width }, () => 0);
  const nothing = gemm(slice(mask, 1, 0, 1), x.graph.constant(zeros, [1, width], 'float32'));
  let memory: Memory = Array.from({ length: tensors }, () => nothing);
  for (let place = Number(x.shape[1]) - 1; place >= 0; place--) {
    const present = slice(mask, 1, place, place + 1);
    const next = step(placeOf(x, place), memory);
    memory = memory.map((before, i) => add(before, multiply(present, subtract(next[i]!, before))));
  }
  return memory[0]!;
}

/** `gates` linear maps of a vector [V, in] at once, [V, gates x width]; without `bias` of the memory. */
export interface Gates {
  readonly ofInput: (input: Tensor) => Tensor;
  readonly ofMemory: (memory: Tensor) => Tensor;
}

export function gatesOf(
  graph: Graph,
  name: string,
  { into, width, gates }: { readonly into: number; readonly width: number; readonly gates: number },
): Gates {
  const size = gates * width;
  const input = graph.parameter(`${name}.input`, [size, into], 'glorot-uniform');
  const memory = graph.parameter(`${name}.memory`, [size, width], 'glorot-uniform');
  const bias = graph.parameter(`${name}.bias`, [size], 'zeros');
  return {
    ofInput: (x) => linear(x, input, bias),
    ofMemory: (h) => gemm(h, memory, { transposeB: true }),
  };
}

/** The i-th of several maps that lie side by side, [V, width]. */
export function gateAt(gates: Tensor, i: number, width: number): Tensor {
  return slice(gates, 1, i * width, (i + 1) * width);
}

/** A viewer's state [V, dim] for each candidate, and how far it points to the candidate's own embedding. */
export function stateAndMatch(state: Tensor, { target }: Sequence): Tensor[] {
  const repeated = repeatRows(state, target);
  return [repeated, multiply(repeated, target)];
}
