import { TREE_DOMAIN } from './assert-safe-trees.ts';
import { DATA_TYPE, type OnnxGraph, type OnnxNode, type OnnxTensor } from './model.ts';

export interface ShapeLimits {
  /** Of one tensor, with `PROBE_ROWS` rows. */
  readonly maxElements: number;
  /** Multiply-adds of one row. */
  readonly maxWorkPerRow: number;
}

/** Each size known only at run time stands for this many: as many candidates as serving ranks at once. */
export const PROBE_ROWS = 4_096;

type Known = { readonly shape: readonly number[]; readonly integers?: readonly number[] };
type Read = (position: number) => Known;

/** Longer integer tensors are data, not sizes. */
const MAX_FOLDED = 64;

/**
 * What is wrong with the sizes of a graph, or null. Follows every tensor's shape from the inputs, integers that
 * become shapes included, and refuses what grows beyond `limits`, what cannot be followed, and a node that
 * reads what is not made before it. Nothing runs: a bomb is found by its shape.
 */
export function sizeFault(graph: OnnxGraph, limits: ShapeLimits): string | null {
  const known = new Map<string, Known>();
  for (const tensor of graph.initializer) known.set(tensor.name, ofInitializer(tensor));
  for (const { name, type } of graph.input) {
    const dims = type?.tensorType?.shape?.dim;
    if (!dims) return `input ${name} has no shape`;
    if (known.has(name)) return `tensor ${name} is defined twice`;
    known.set(name, { shape: dims.map(({ dimValue }) => dimValue ?? PROBE_ROWS) });
  }
  let work = 0;
  for (const node of graph.node) {
    const title = `${node.opType} ${node.output[0] ?? ''}`;
    const unmade = node.input.find((name) => name !== '' && !known.has(name));
    if (unmade !== undefined) return `${title} reads ${unmade} before it is made`;
    const read: Read = (position) => {
      const found = known.get(node.input[position] ?? '');
      if (!found) throw new Unfollowable(`${title} lacks input ${position}`);
      return found;
    };
    try {
      const made = infer(node, read);
      const elements = countOf(made.shape);
      if (!(elements <= limits.maxElements)) {
        return `${title} would hold ${elements} values, more than ${limits.maxElements}`;
      }
      work += elements * depthOf(node, read);
      for (const [i, name] of node.output.entries()) {
        if (known.has(name)) return `tensor ${name} is defined twice`;
        known.set(name, i > 0 && node.opType === 'DynamicQuantizeLinear' ? { shape: [] } : made);
      }
    } catch (error) {
      if (error instanceof Unfollowable) return error.message;
      throw error;
    }
  }
  const perRow = work / PROBE_ROWS;
  if (!(perRow <= limits.maxWorkPerRow)) {
    return `a row takes ${Math.round(perRow)} multiply-adds, more than ${limits.maxWorkPerRow}`;
  }
  return null;
}

class Unfollowable extends Error {}

function infer(node: OnnxNode, read: Read): Known {
  if (node.domain === TREE_DOMAIN) return { shape: [read(0).shape[0] ?? 1, 1] };
  const first = () => read(0).shape;
  switch (node.opType) {
    case 'Add':
    case 'Sub':
    case 'Mul':
    case 'Div':
      return { shape: broadcast(node, first(), read(1).shape), ...folded(node, read) };
    case 'Gemm': {
      const [m, k] = turned(matrix(node, first()), integer(node, 'transA', 0));
      const [k2, n] = turned(matrix(node, read(1).shape), integer(node, 'transB', 0));
      if (k !== k2) throw unfollowable(node, 'multiplies what does not fit');
      return { shape: [m, n] };
    }
    case 'MatMul':
      return { shape: matMul(node, first(), read(1).shape) };
    case 'MatMulInteger':
      // A zero point of each row or column would join by rules of its own: one for the whole is all that is known here.
      for (const name of node.input.slice(2)) {
        if (name !== '' && countOf(read(node.input.indexOf(name)).shape) !== 1) {
          throw unfollowable(node, 'has more than one zero point');
        }
      }
      return { shape: matMul(node, first(), read(1).shape) };
    case 'ReduceSum':
    case 'ReduceMax':
      return { shape: reduced(node, read) };
    case 'Expand':
      return { shape: broadcast(node, first(), integersOf(node, read, 1)) };
    case 'Shape': {
      const [start, end] = [integer(node, 'start', 0), integer(node, 'end', first().length)];
      const sizes = first().slice(start, end);
      return { shape: [sizes.length], integers: sizes };
    }
    case 'Size':
      return { shape: [], integers: [countOf(first())] };
    case 'Concat':
      return concatenated(node, read);
    case 'Slice':
      return { shape: sliced(node, read) };
    case 'Pad':
      return { shape: padded(node, read) };
    case 'Reshape':
      return { shape: reshaped(node, first(), integersOf(node, read, 1)) };
    case 'Squeeze':
      return { shape: squeezed(node, read), ...keptIntegers(read) };
    case 'Unsqueeze':
      return { shape: unsqueezed(node, read), ...keptIntegers(read) };
    case 'Transpose': {
      const order = attribute(node, 'perm')?.ints ?? first().map((_, i) => first().length - 1 - i);
      if ([...order].sort((a, b) => a - b).some((axis, i) => axis !== i)) {
        throw unfollowable(node, 'has no order of axes');
      }
      return { shape: order.map((axis) => sizeAt(node, first(), axis)) };
    }
    case 'Gather': {
      const at = axisOf(node, integer(node, 'axis', 0), first().length);
      const shape = [...first().slice(0, at), ...read(1).shape, ...first().slice(at + 1)];
      const [values, places] = [read(0).integers, read(1).integers];
      const integers = values && places?.map((place) => values.at(place) ?? Number.NaN);
      return integers ? { shape, integers } : { shape };
    }
    case 'Cast':
    case 'Identity':
      return read(0);
    default:
      // The rest works value by value, or along an axis that stays.
      return { shape: first() };
  }
}

/** Multiply-adds behind one value of the output. */
function depthOf(node: OnnxNode, read: Read): number {
  switch (node.opType) {
    case 'Gemm':
      return Math.max(1, turned(matrix(node, read(0).shape), integer(node, 'transA', 0))[1]);
    case 'MatMul':
    case 'MatMulInteger':
      return Math.max(1, read(0).shape.at(-1) ?? 1);
    case 'ReduceSum':
    case 'ReduceMax':
      return Math.max(1, countOf(read(0).shape) / Math.max(1, countOf(reduced(node, read))));
    default:
      return 1;
  }
}

function ofInitializer({ dims, dataType, rawData }: OnnxTensor): Known {
  const count = countOf(dims);
  if (dataType !== DATA_TYPE.int64 || count > MAX_FOLDED || !rawData) return { shape: dims };
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  const integers = Array.from({ length: count }, (_, i) => Number(view.getBigInt64(i * 8, true)));
  return { shape: dims, integers };
}

function broadcast(node: OnnxNode, a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [left, right] = [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1];
    if (left === right || right === 1) return left;
    if (left === 1 && right >= 0) return right;
    throw unfollowable(node, `joins [${a}] and [${b}]`);
  });
}

function folded(node: OnnxNode, read: Read): { integers?: number[] } {
  const [a, b] = [read(0).integers, read(1).integers];
  if (!a || !b || (a.length !== b.length && b.length !== 1)) return {};
  const apply: Record<string, (x: number, y: number) => number> = {
    Add: (x, y) => x + y,
    Sub: (x, y) => x - y,
    Mul: (x, y) => x * y,
    Div: (x, y) => Math.trunc(x / y),
  };
  return { integers: a.map((x, i) => apply[node.opType]!(x, b[b.length === 1 ? 0 : i]!)) };
}

function matMul(node: OnnxNode, a: readonly number[], b: readonly number[]): number[] {
  if (a.length < 2 || b.length < 2) throw unfollowable(node, 'multiplies what is no matrix');
  if (a.at(-1) !== b.at(-2)) throw unfollowable(node, `multiplies [${a}] and [${b}]`);
  return [...broadcast(node, a.slice(0, -2), b.slice(0, -2)), a.at(-2)!, b.at(-1)!];
}

function reduced(node: OnnxNode, read: Read): number[] {
  const { shape } = read(0);
  const given = node.input[1] ? integersOf(node, read, 1) : attribute(node, 'axes')?.ints;
  const listed = given && given.length > 0 ? given : shape.map((_, axis) => axis);
  const axes = new Set(listed.map((axis) => axisOf(node, axis, shape.length)));
  if (integer(node, 'keepdims', 1) !== 0) return shape.map((size, i) => (axes.has(i) ? 1 : size));
  return shape.filter((_, i) => !axes.has(i));
}

function concatenated(node: OnnxNode, read: Read): Known {
  const parts = node.input.map((_, i) => read(i));
  const [head] = parts;
  if (!head) throw unfollowable(node, 'joins nothing');
  const axis = axisOf(node, integer(node, 'axis', 0), head.shape.length);
  const total = parts.reduce((sum, { shape }) => sum + (shape[axis] ?? 1), 0);
  const shape = head.shape.map((size, i) => (i === axis ? total : size));
  const integers = parts.flatMap((part) => part.integers ?? [Number.NaN]);
  const whole = parts.every((part) => part.integers) && integers.length <= MAX_FOLDED;
  return whole ? { shape, integers } : { shape };
}

function sliced(node: OnnxNode, read: Read): number[] {
  const { shape } = read(0);
  const [starts, ends] = [integersOf(node, read, 1), integersOf(node, read, 2)];
  const axes = node.input[3] ? integersOf(node, read, 3) : starts.map((_, i) => i);
  const steps = node.input[4] ? integersOf(node, read, 4) : starts.map(() => 1);
  const result = [...shape];
  axes.forEach((given, i) => {
    const axis = axisOf(node, given, shape.length);
    const size = shape[axis]!;
    const place = (value: number) => Math.min(size, Math.max(0, value < 0 ? value + size : value));
    const step = steps[i] ?? 1;
    if (!(step > 0)) throw unfollowable(node, 'steps backwards');
    const length = place(ends[i] ?? size) - place(starts[i] ?? 0);
    result[axis] = Math.max(0, Math.ceil(length / step));
  });
  return result;
}

function padded(node: OnnxNode, read: Read): number[] {
  const { shape } = read(0);
  const pads = integersOf(node, read, 1);
  if (pads.length !== 2 * shape.length || pads.some((amount) => amount < 0)) {
    throw unfollowable(node, 'pads what it has not');
  }
  return shape.map((size, i) => size + pads[i]! + pads[i + shape.length]!);
}

function reshaped(node: OnnxNode, shape: readonly number[], target: readonly number[]): number[] {
  const total = countOf(shape);
  const sizes = target.map((size, i) => (size === 0 ? sizeAt(node, shape, i) : size));
  const open = sizes.indexOf(-1);
  const rest = countOf(sizes.filter((_, i) => i !== open));
  const result = open === -1 ? sizes : sizes.map((size, i) => (i === open ? total / rest : size));
  if (countOf(result) !== total || result.some((size) => !Number.isInteger(size) || size < 0)) {
    throw unfollowable(node, `turns [${shape}] into [${target}]`);
  }
  return result;
}

function squeezed(node: OnnxNode, read: Read): number[] {
  const { shape } = read(0);
  const axes = new Set(
    (node.input[1]
      ? integersOf(node, read, 1)
      : shape.flatMap((size, axis) => (size === 1 ? [axis] : []))
    ).map((axis) => axisOf(node, axis, shape.length)),
  );
  return shape.filter((_, i) => !axes.has(i));
}

function unsqueezed(node: OnnxNode, read: Read): number[] {
  const rest = [...read(0).shape];
  const given = integersOf(node, read, 1);
  const rank = rest.length + given.length;
  const axes = new Set(given.map((axis) => axisOf(node, axis, rank)));
  return Array.from({ length: rank }, (_, i) => (axes.has(i) ? 1 : (rest.shift() ?? 1)));
}

function keptIntegers(read: Read): { integers?: readonly number[] } {
  const { integers } = read(0);
  return integers ? { integers } : {};
}

function integersOf(node: OnnxNode, read: Read, position: number): readonly number[] {
  const { integers } = read(position);
  if (!integers?.every(Number.isSafeInteger)) {
    throw unfollowable(node, 'takes a size that is not known before it runs');
  }
  return integers;
}

function attribute(node: OnnxNode, name: string) {
  return node.attribute.find((one) => one.name === name);
}

function integer(node: OnnxNode, name: string, otherwise: number): number {
  const found = attribute(node, name);
  // Zero is not written.
  return found ? (found.i ?? 0) : otherwise;
}

function axisOf(node: OnnxNode, axis: number, rank: number): number {
  const at = axis < 0 ? axis + rank : axis;
  if (!(Number.isInteger(at) && at >= 0 && at < rank))
    throw unfollowable(node, `has no axis ${axis}`);
  return at;
}

function sizeAt(node: OnnxNode, shape: readonly number[], axis: number): number {
  const size = shape[axis];
  if (size === undefined) throw unfollowable(node, `has no axis ${axis}`);
  return size;
}

function matrix(node: OnnxNode, shape: readonly number[]): [number, number] {
  if (shape.length !== 2) throw unfollowable(node, 'multiplies what is no matrix');
  return [shape[0]!, shape[1]!];
}

function turned([a, b]: readonly [number, number], transpose: number): [number, number] {
  return transpose === 0 ? [a, b] : [b, a];
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((total, size) => total * size, 1);
}

function unfollowable(node: OnnxNode, what: string): Unfollowable {
  return new Unfollowable(`${node.opType} ${node.output[0] ?? ''} ${what}`);
}
