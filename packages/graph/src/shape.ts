/** A size known now (`16`) or at run time (`'B'`). Products of symbols are written `'10*B'`. */
export type Dimension = number | string;
export type Shape = readonly Dimension[];

export class ShapeError extends Error {
  override name = 'ShapeError';
}

export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, index) => dimension === b[index]);
}

/** Product of dimensions in one canonical spelling: coefficient first, then symbols by name. */
export function product(shape: Shape): Dimension {
  let coefficient = 1;
  const symbols: string[] = [];
  for (const dimension of shape) {
    for (const part of String(dimension).split('*')) {
      if (/^\d+$/.test(part)) coefficient *= Number(part);
      else symbols.push(part);
    }
  }
  if (symbols.length === 0) return coefficient;
  symbols.sort();
  return [...(coefficient === 1 ? [] : [String(coefficient)]), ...symbols].join('*');
}

/** The shape of an elementwise result under ONNX (NumPy) broadcasting. */
export function broadcastShapes(a: Shape, b: Shape, op: string): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, index) => {
    const left = a[index - rank + a.length] ?? 1;
    const right = b[index - rank + b.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new ShapeError(`${op}: ${formatShape(a)} does not broadcast with ${formatShape(b)}`);
  });
}

/** An axis in `0..rank-1`; negative axes count from the end. */
export function normaliseAxis(axis: number, rank: number, op: string): number {
  const positive = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || positive < 0 || positive >= rank) {
    throw new ShapeError(`${op}: axis ${axis} is outside a tensor of rank ${rank}`);
  }
  return positive;
}

export function requireRank(shape: Shape, rank: number, op: string): void {
  if (shape.length !== rank) {
    throw new ShapeError(`${op}: expected rank ${rank}, got ${formatShape(shape)}`);
  }
}

/** The size of an axis that must be known when the graph is built. */
export function fixedSize(shape: Shape, axis: number, op: string): number {
  const size = shape[axis];
  if (typeof size !== 'number') {
    throw new ShapeError(`${op}: axis ${axis} of ${formatShape(shape)} must have a fixed size`);
  }
  return size;
}
