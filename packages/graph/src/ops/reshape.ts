import { requireFloat, type Tensor } from '../graph.ts';
import {
  formatShape,
  normaliseAxis,
  product,
  type Shape,
  ShapeError,
  sameShape,
} from '../shape.ts';

/**
 * The same values in another shape. A symbolic size must stay on its axis, or be the only one
 * that moves: ONNX can infer a single size.
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  requireFloat('Reshape', x);
  if (sameShape(x.shape, shape)) return x;
  if (product(x.shape) !== product(shape)) {
    throw new ShapeError(`Reshape: ${formatShape(x.shape)} to ${formatShape(shape)}`);
  }
  const target = shape.map((size, axis) => {
    if (typeof size === 'number') return size;
    return size === x.shape[axis] ? 0 : -1;
  });
  if (target.filter((size) => size === -1).length > 1) {
    throw new ShapeError(
      `Reshape: ${formatShape(x.shape)} to ${formatShape(shape)} moves more than one symbolic size`,
    );
  }
  const y = x.graph.node('Reshape', [x, x.graph.integers(target)], shape);
  return x.graph.differentiable(y, [{ input: x, gradient: (g) => reshape(g, x.shape) }]);
}

/** Inserts axes of size 1; positions refer to the result. */
export function unsqueeze(x: Tensor, axes: readonly number[]): Tensor {
  requireFloat('Unsqueeze', x);
  const rank = x.shape.length + axes.length;
  const inserted = axes.map((axis) => normaliseAxis(axis, rank, 'Unsqueeze'));
  const rest = [...x.shape];
  const shape = Array.from({ length: rank }, (_, axis) =>
    inserted.includes(axis) ? 1 : (rest.shift() ?? 1),
  );
  const y = x.graph.node('Unsqueeze', [x, x.graph.integers(inserted)], shape);
  return x.graph.differentiable(y, [{ input: x, gradient: (g) => squeeze(g, inserted) }]);
}

/** Removes axes of size 1. */
export function squeeze(x: Tensor, axes: readonly number[]): Tensor {
  requireFloat('Squeeze', x);
  const removed = axes.map((axis) => normaliseAxis(axis, x.shape.length, 'Squeeze'));
  if (removed.some((axis) => x.shape[axis] !== 1)) {
    throw new ShapeError(`Squeeze: ${formatShape(x.shape)} has no size 1 on every axis of ${axes}`);
  }
  const shape = x.shape.filter((_, axis) => !removed.includes(axis));
  const y = x.graph.node('Squeeze', [x, x.graph.integers(removed)], shape);
  return x.graph.differentiable(y, [{ input: x, gradient: (g) => unsqueeze(g, removed) }]);
}
