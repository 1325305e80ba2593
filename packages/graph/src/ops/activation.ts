import { requireFloat, type Tensor } from '../graph.ts';
import { multiply, subtract } from './arithmetic.ts';
import { square } from './pointwise.ts';

/** max(x, 0). At 0 the gradient is 0. */
export function relu(x: Tensor): Tensor {
  const y = activation('Relu', x);
  // sign(relu(x)) is the 0/1 mask: one node fewer than a comparison and a cast.
  return x.graph.differentiable(y, [
    { input: x, gradient: (g) => multiply(g, x.graph.node('Sign', [y], y.shape)) },
  ]);
}

export function sigmoid(x: Tensor): Tensor {
  const y = activation('Sigmoid', x);
  return x.graph.differentiable(y, [
    { input: x, gradient: (g) => multiply(g, subtract(y, square(y))) },
  ]);
}

export function tanh(x: Tensor): Tensor {
  const y = activation('Tanh', x);
  return x.graph.differentiable(y, [
    { input: x, gradient: (g) => subtract(g, multiply(g, square(y))) },
  ]);
}

/** log(1 + e^x), computed without overflow. */
export function softplus(x: Tensor): Tensor {
  const y = activation('Softplus', x);
  return x.graph.differentiable(y, [{ input: x, gradient: (g) => multiply(g, sigmoid(x)) }]);
}

function activation(op: string, x: Tensor): Tensor {
  requireFloat(op, x);
  return x.graph.node(op, [x], x.shape);
}
