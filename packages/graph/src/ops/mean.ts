import type { Tensor } from '../graph.ts';
import type { Shape } from '../shape.ts';
import { multiply } from './arithmetic.ts';
import { type ReduceOptions, reduceSum } from './sum-and-repeat.ts';

/** Mean over the axes, over all of them by default. */
export function reduceMean(x: Tensor, axes?: readonly number[], options?: ReduceOptions): Tensor {
  const total = reduceSum(x, axes, options);
  return multiply(total, quotientOfSizes(total, x));
}

/** size(a) / size(b) as a scalar: a number when the shapes allow it, else read at run time. */
function quotientOfSizes(a: Tensor, b: Tensor): Tensor {
  const graph = a.graph;
  const fixed = b.shape.filter((size, axis) => size !== a.shape[axis]);
  if (fixed.every((size) => typeof size === 'number')) {
    const size = (shape: Shape) =>
      shape.reduce<number>((n, d) => n * (typeof d === 'number' ? d : 1), 1);
    const symbols = (shape: Shape) => shape.filter((d) => typeof d === 'string').join();
    if (symbols(a.shape) === symbols(b.shape)) return graph.scalar(size(a.shape) / size(b.shape));
  }
  const count = (x: Tensor) =>
    graph.node('Cast', [graph.node('Size', [x], [], {}, 'int64')], [], { to: 1 });
  return graph.node('Div', [count(a), count(b)], []);
}
