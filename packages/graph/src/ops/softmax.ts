import { requireFloat, type Tensor } from '../graph.ts';
import { normaliseAxis } from '../shape.ts';
import { multiply, subtract } from './arithmetic.ts';
import { exp } from './pointwise.ts';
import { reduceSum } from './sum-and-repeat.ts';

export function softmax(x: Tensor, axis: number): Tensor {
  requireFloat('Softmax', x);
  const along = normaliseAxis(axis, x.shape.length, 'Softmax');
  const y = x.graph.node('Softmax', [x], x.shape, { axis: along });
  return x.graph.differentiable(y, [
    {
      input: x,
      gradient: (g) => {
        const weighted = multiply(g, y);
        const total = reduceSum(weighted, [along], { keepDimensions: true });
        return subtract(weighted, multiply(y, total));
      },
    },
  ]);
}

export function logSoftmax(x: Tensor, axis: number): Tensor {
  requireFloat('LogSoftmax', x);
  const along = normaliseAxis(axis, x.shape.length, 'LogSoftmax');
  const y = x.graph.node('LogSoftmax', [x], x.shape, { axis: along });
  return x.graph.differentiable(y, [
    {
      input: x,
      gradient: (g) =>
        subtract(g, multiply(exp(y), reduceSum(g, [along], { keepDimensions: true }))),
    },
  ]);
}
