import { requireFloat, type Tensor } from '../graph.ts';
import { type Dimension, formatShape, ShapeError } from '../shape.ts';

/** Axis i of the result is axis `permutation[i]` of x. */
export function transpose(x: Tensor, permutation: readonly number[]): Tensor {
  requireFloat('Transpose', x);
  const sorted = [...permutation].sort((a, b) => a - b);
  if (sorted.length !== x.shape.length || sorted.some((axis, index) => axis !== index)) {
    throw new ShapeError(`Transpose: ${permutation} does not permute ${formatShape(x.shape)}`);
  }
  const shape = permutation.map((axis) => x.shape[axis] as Dimension);
  const inverse = permutation.map((_, axis) => permutation.indexOf(axis));
  const y = x.graph.node('Transpose', [x], shape, { perm: permutation });
  return x.graph.differentiable(y, [{ input: x, gradient: (g) => transpose(g, inverse) }]);
}

export function swapLastAxes(x: Tensor): Tensor {
  const rank = x.shape.length;
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), rank - 1, rank - 2]);
}
