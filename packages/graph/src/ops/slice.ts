import { requireFloat, type Tensor } from '../graph.ts';
import { fixedSize, formatShape, normaliseAxis, ShapeError } from '../shape.ts';

/** Elements `start` to `end` (exclusive) of an axis of fixed size. */
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  requireFloat('Slice', x);
  const along = normaliseAxis(axis, x.shape.length, 'Slice');
  const size = fixedSize(x.shape, along, 'Slice');
  if (!(start >= 0 && start < end && end <= size)) {
    throw new ShapeError(`Slice: ${start} to ${end} on axis ${along} of ${formatShape(x.shape)}`);
  }
  const { graph } = x;
  const bounds = [start, end, along].map((value) => graph.integers([value]));
  const shape = x.shape.map((value, index) => (index === along ? end - start : value));
  const y = graph.node('Slice', [x, ...bounds], shape);
  return graph.differentiable(y, [{ input: x, gradient: (g) => pad(g, along, start, size - end) }]);
}

/** Zeros before and after the elements of an axis of fixed size. */
export function pad(x: Tensor, axis: number, before: number, after: number): Tensor {
  requireFloat('Pad', x);
  const along = normaliseAxis(axis, x.shape.length, 'Pad');
  const size = fixedSize(x.shape, along, 'Pad');
  if (before === 0 && after === 0) return x;
  const amounts = [before, after].flatMap((amount) =>
    x.shape.map((_, index) => (index === along ? amount : 0)),
  );
  const shape = x.shape.map((value, index) => (index === along ? before + size + after : value));
  const y = x.graph.node('Pad', [x, x.graph.integers(amounts)], shape);
  return x.graph.differentiable(y, [
    { input: x, gradient: (g) => slice(g, along, before, before + size) },
  ]);
}
