import { requireFloat, type Tensor } from '../graph.ts';
import { fixedSize, formatShape, normaliseAxis, ShapeError, sameShape } from '../shape.ts';
import { slice } from './slice.ts';

/** Joins tensors along an axis of fixed sizes; all other axes must agree. */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts;
  if (!first) throw new ShapeError('Concat: nothing to join');
  requireFloat('Concat', ...parts);
  const along = normaliseAxis(axis, first.shape.length, 'Concat');
  const rest = (x: Tensor) => x.shape.filter((_, index) => index !== along);
  const ends: number[] = [];
  for (const part of parts) {
    if (part.shape.length !== first.shape.length || !sameShape(rest(part), rest(first))) {
      throw new ShapeError(
        `Concat on axis ${along}: ${formatShape(first.shape)} and ${formatShape(part.shape)}`,
      );
    }
    ends.push((ends.at(-1) ?? 0) + fixedSize(part.shape, along, 'Concat'));
  }
  const shape = first.shape.map((size, index) => (index === along ? (ends.at(-1) ?? 0) : size));
  const y = first.graph.node('Concat', parts, shape, { axis: along });
  return first.graph.differentiable(
    y,
    parts.map((input, index) => ({
      input,
      gradient: (g: Tensor) => slice(g, along, ends[index - 1] ?? 0, ends[index] ?? 0),
    })),
  );
}
