import { describe, expect, it } from 'vitest';
import {
  add,
  broadcastTo,
  concat,
  differentiate,
  Graph,
  gemm,
  linear,
  matmul,
  reshape,
  ShapeError,
  slice,
  transpose,
} from './index.ts';
import { product } from './shape.ts';

function tensors() {
  const graph = new Graph();
  return {
    graph,
    rows: graph.input('rows', ['B', 3]),
    other: graph.input('other', ['C', 3]),
    weight: graph.parameter('weight', [2, 4], 'glorot-uniform'),
    wide: graph.input('wide', ['B', 4]),
    bias: graph.parameter('bias', [2], 'zeros'),
  };
}

describe('a mismatch is refused when the graph is built, naming both shapes', () => {
  const { rows, wide, other, weight, bias } = tensors();
  it.each([
    ['different symbols', () => add(rows, other), /\[B, 3\].*\[C, 3\]/],
    ['different sizes', () => add(rows, wide), /\[B, 3\].*\[B, 4\]/],
    ['linear width', () => linear(rows, weight, bias), /\[B, 3\].*\[2, 4\]/],
    ['gemm inner size', () => gemm(rows, weight), /\[B, 3\] x \[2, 4\]/],
    ['matmul of a vector', () => matmul(bias, weight), /rank of 2/],
    ['concat of other rows', () => concat([rows, other], 1), /\[B, 3\] and \[C, 3\]/],
    ['concat along the batch', () => concat([rows, rows], 0), /fixed size/],
    ['slice beyond the end', () => slice(rows, 1, 1, 4), /1 to 4/],
    ['reshape to another size', () => reshape(rows, ['B', 4]), /\[B, 3\] to \[B, 4\]/],
    ['transpose twice the same axis', () => transpose(rows, [0, 0]), /does not permute/],
    ['broadcast to an unknown size', () => broadcastTo(bias, ['B', 2]), /broadcastLike/],
    ['gradient of a vector', () => differentiate(rows, [rows]), /\[B, 3\], not \[\]/],
  ])('%s', (_name, build, message) => {
    expect(build).toThrow(ShapeError);
    expect(build).toThrow(message);
  });
});

describe('graphs stay consistent', () => {
  it('a name is used once', () => {
    const { graph } = tensors();
    expect(() => graph.input('rows', [1])).toThrow('already defined');
  });

  it('tensors of two graphs do not mix', () => {
    expect(() => add(tensors().rows, tensors().rows)).toThrow('another graph');
  });

  it('a loss that ignores a tensor has no gradient for it', () => {
    const { graph, weight } = tensors();
    expect(() => differentiate(graph.scalar(1), [weight])).toThrow('does not depend on weight');
  });

  it('equal nodes are built once', () => {
    const { graph, rows } = tensors();
    expect(add(rows, rows)).toBe(add(rows, rows));
    expect(graph.nodes).toHaveLength(1);
  });

  it('products of symbolic sizes have one spelling', () => {
    expect(product(['B', 2, 'A', 5])).toBe(product(['10*A', 'B']));
    expect(product([2, 3])).toBe(6);
  });
});
