import { requireFloat, type Tensor } from '../graph.ts';
import {
  broadcastShapes,
  formatShape,
  normaliseAxis,
  type Shape,
  ShapeError,
  sameShape,
} from '../shape.ts';
import { reshape, unsqueeze } from './reshape.ts';

export interface ReduceOptions {
  readonly keepDimensions?: boolean;
}

/** Sum over the axes, over all of them by default. */
export function reduceSum(
  x: Tensor,
  axes: readonly number[] = x.shape.map((_, axis) => axis),
  options: ReduceOptions = {},
): Tensor {
  requireFloat('ReduceSum', x);
  const reduced = [
    ...new Set(axes.map((axis) => normaliseAxis(axis, x.shape.length, 'ReduceSum'))),
  ];
  if (reduced.length === 0) return x;
  reduced.sort((a, b) => a - b);
  const { keepDimensions = false } = options;
  const kept = x.shape.map((size, axis) => (reduced.includes(axis) ? 1 : size));
  const shape = keepDimensions ? kept : x.shape.filter((_, axis) => !reduced.includes(axis));
  const y = x.graph.node('ReduceSum', [x, x.graph.integers(reduced)], shape, {
    keepdims: Number(keepDimensions),
  });
  return x.graph.differentiable(y, [
    {
      input: x,
      gradient: (g) => broadcastLike(keepDimensions ? g : unsqueeze(g, reduced), x),
    },
  ]);
}

/** Sums a gradient back to the shape of an operand that was broadcast. */
export function sumTo(gradient: Tensor, shape: Shape): Tensor {
  if (sameShape(gradient.shape, shape)) return gradient;
  const lead = gradient.shape.length - shape.length;
  const axes = gradient.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < lead || (shape[axis - lead] === 1 && gradient.shape[axis] !== 1));
  const summed = reduceSum(gradient, axes, { keepDimensions: true });
  return reshape(summed, shape);
}

/** Repeats axes of size 1 up to a shape. Axes that grow must have a fixed size. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  const lead = shape.length - x.shape.length;
  const target = shape.map((size, axis) => {
    if (size === x.shape[axis - lead]) return 1;
    if (typeof size === 'number') return size;
    throw new ShapeError(
      `broadcastTo: ${formatShape(x.shape)} to ${formatShape(shape)} needs broadcastLike for ${size}`,
    );
  });
  return expand(x, x.graph.integers(target), shape);
}

/** Repeats axes of size 1 up to the shape of another tensor, read at run time. */
export function broadcastLike(x: Tensor, like: Tensor): Tensor {
  if (sameShape(x.shape, like.shape)) return x;
  const target = x.graph.node('Shape', [like], [like.shape.length], {}, 'int64');
  return expand(x, target, like.shape);
}

/** Repeats a first axis of size 1 as often as `like` has rows, read at run time: [1, ...] to [B, ...]. */
export function repeatRows(x: Tensor, like: Tensor): Tensor {
  const [rows] = like.shape;
  if (rows === undefined || x.shape[0] === rows) return x;
  const { graph } = x;
  const count = graph.node('Shape', [like], [1], { start: 0, end: 1 }, 'int64');
  const rest = x.shape.slice(1);
  const ones = graph.integers(rest.map(() => 1));
  const target =
    rest.length === 0
      ? count
      : graph.node('Concat', [count, ones], [x.shape.length], { axis: 0 }, 'int64');
  return expand(x, target, [rows, ...rest]);
}

function expand(x: Tensor, target: Tensor, shape: Shape): Tensor {
  requireFloat('Expand', x);
  if (!sameShape(broadcastShapes(x.shape, shape, 'Expand'), shape)) {
    throw new ShapeError(
      `Expand: ${formatShape(x.shape)} does not repeat to ${formatShape(shape)}`,
    );
  }
  const y = x.graph.node('Expand', [x, target], shape);
  return x.graph.differentiable(y, [{ input: x, gradient: (g) => sumTo(g, x.shape) }]);
}
